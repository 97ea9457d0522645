"""Which paths are whose: the interfaces' own, and the page's (pure)."""

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
WATCHED = (HEALTH, READY, METRICS)  # what a monitor asks, as often as it likes
API_PREFIXES = ("/api/", "/v1/")
PAGE_CALLS = "/gradio_api/"  # where the page's own scripts ask
STAFF = "/staff"
STAFF_ASSETS = "/staff/assets"
REPORT = "/staff/evaluation/report"  # a whole page of its own, shown without any right
OPENAPI = "/api/openapi.json"


def is_api(path: str) -> bool:
    """True below /api and /v1, where programs ask."""
    return path.startswith(API_PREFIXES)


def is_ours(path: str) -> bool:
    """True for every path that the page has no part in."""
    return is_api(path) or path in WATCHED


def is_staff(path: str) -> bool:
    """True for the pages of the staff, and what they load."""
    return path == STAFF or path.startswith(f"{STAFF}/")
