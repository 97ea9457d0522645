"""Which paths are whose: the interfaces' own, and the page's (pure)."""

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
WATCHED = (HEALTH, READY, METRICS)  # what a monitor asks, as often as it likes
API_PREFIXES = ("/api/", "/v1/")
PAGE = "/"
PAGE_CALLS = "/gradio_api/"  # where the page's own scripts ask
# what a browser fetches for the chat page, and what its scripts ask while it is used. Gradio has many more: they write
# uploads, recordings and whole conversations to disk for anybody
_PAGE_FILES = ("/assets/", "/static/")
_PAGE_PARTS = frozenset(
    (
        PAGE,
        "/theme.css",
        "/favicon.ico",
        "/manifest.json",
        *(PAGE_CALLS + call for call in ("app_id", "cancel", "queue/data", "queue/join", "reset", "run/predict")),
    )
)
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


def is_page_part(path: str) -> bool:
    """True for the chat page, what it loads and what it asks: nothing else of Gradio's is open."""
    return path in _PAGE_PARTS or path.startswith(_PAGE_FILES)


def is_staff(path: str) -> bool:
    """True for the pages of the staff, and what they load."""
    return path == STAFF or path.startswith(f"{STAFF}/")
