"""Which paths are whose: the interfaces' own, and the page's (pure)."""

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
WATCHED = (HEALTH, READY, METRICS)  # what a monitor asks, as often as it likes
API_PREFIXES = ("/api/", "/v1/")
PAGE_CALLS = "/gradio_api/"  # where the page's own scripts ask
OPENAPI = "/api/openapi.json"


def is_api(path: str) -> bool:
    """True below /api and /v1, where programs ask."""
    return path.startswith(API_PREFIXES)


def is_ours(path: str) -> bool:
    """True for every path that the page has no part in."""
    return is_api(path) or path in WATCHED
