"""What a failing request is answered: one JSON shape on every route, in words that a person can act on.

{"error": {"code": "…", "message": "…", "field": null or "…", "request_id": "…"}}, and below /v1, where
OpenAI's clients read it, "type" and "param" besides.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from assistant.messages import message
from assistant.web.paths import PAGE_CALLS, is_ours, is_staff
from assistant.web.replies import Json
from assistant.web.request_id import current
from assistant.web.templating import page

COMPLETIONS = "/v1/"
CLIENT_GONE = 499  # what proxies log for a client that went away before its answer
_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    422: "invalid",
    429: "too_many_requests",
    503: "unavailable",
}
# what pydantic found → which sentence says so; all else is "wrong"
_SENTENCES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "json_invalid": "not_json",
    "string_too_long": "too_long",
    "too_long": "too_many_items",
    "unsupported": "unsupported",
    "day": "not_a_day",
}
_OUT_OF_BOUNDS = ("greater_than_equal", "less_than_equal", "int_parsing_size", "decimal_max_places")
_log = logging.getLogger(__name__)


class RefusedError(Exception):
    """A request that is not answered, and why."""

    def __init__(
        self,
        status: int,
        code: str | None = None,
        text: str | None = None,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.code = code or _CODES.get(status, "bad_request" if status < 500 else "internal")
        self.text = text or message(f"failure.{self.code}")
        self.field = field
        self.headers = dict(headers or {})
        super().__init__(self.code)


class ClientGoneError(Exception):
    """The client went away while its answer was waited for: nobody is there to be told."""


def response_to(refusal: RefusedError, path: str) -> Response:
    """The response that a refusal becomes."""
    return Json(body_of(refusal, path), refusal.status, refusal.headers)


def told_to(scope: Scope, refusal: RefusedError, typed: Sequence[tuple[str, str]] = ()) -> Response:
    """What whoever asks can read: a page for people, the staff's in the staff's frame; for programs the one shape.

    Args:
        typed: what an officer had typed and would lose, each with its label; it is shown to be copied.
    """
    path = scope["path"]
    if is_ours(path) or not wants_page(scope):
        return response_to(refusal, path)
    if is_staff(path):
        shown = _staff_page(refusal, typed)
    elif scope["method"] == "GET":
        shown = _page(refusal)
    else:
        return response_to(refusal, path)
    shown.headers.update(refusal.headers)
    return shown


def wants_page(scope: Scope) -> bool:
    """True for a browser that opens an address or sends a form; its scripts ask for anything."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def body_of(refusal: RefusedError, path: str = "") -> dict[str, Any]:
    """The one shape, filled in; for a path below /v1, as OpenAI's clients read it."""
    error = {"code": refusal.code, "message": refusal.text, "field": refusal.field, "request_id": current()}
    if path.startswith(COMPLETIONS):
        error |= {"type": _type_of(refusal.status), "param": refusal.field}
    return {"error": error}


def add_failures(app: FastAPI) -> None:
    """Give the application's failing routes the one shape."""

    @app.exception_handler(RefusedError)
    async def refused(request: Request, refusal: RefusedError) -> Response:
        return told_to(request.scope, refusal)

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> Response:
        path, refusal = request.url.path, RefusedError(error.status_code, headers=error.headers)
        if not path.startswith(PAGE_CALLS):
            return told_to(request.scope, refusal)
        # the page's own scripts look for a detail
        return Json({**body_of(refusal), "detail": error.detail}, refusal.status, refusal.headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        # OpenAI's clients know a wrong call as 400
        status = 400 if request.url.path.startswith(COMPLETIONS) else 422
        return told_to(request.scope, _refusal_of(error.errors(), status))

    @app.exception_handler(ClientGoneError)
    async def gone(_: Request, __: ClientGoneError) -> Response:
        return Response(status_code=CLIENT_GONE)


def internal(scope: Scope, error: Exception) -> Response:
    """The response to a fault of ours; its traceback goes to the log alone."""
    _log.error("request failed: %s", type(error).__name__, exc_info=error)
    return told_to(scope, RefusedError(500))


def log_unavailable(error: Exception) -> None:
    """Say in the log, and there alone, what could not be reached."""
    _log.error("unavailable: %s", error)


def _page(refusal: RefusedError) -> Response:
    known = refusal.status == 404
    return page(
        "nothing.html",
        refusal.status,
        here="",
        title=message("page.problem_404" if known else "page.problem"),
        lead=message("page.problem_404_lead") if known else refusal.text,
    )


def _staff_page(refusal: RefusedError, typed: Sequence[tuple[str, str]]) -> Response:
    title = message(f"staff.problem_{refusal.status if refusal.status in _CODES else 500}")
    return page("staff/problem.html", refusal.status, title=title, text=refusal.text, typed=typed)


def _refusal_of(errors: Sequence[Mapping[str, Any]], status: int) -> RefusedError:
    """The first fault of a request, its field named; the sentence never repeats what was sent."""
    first = errors[0]
    kind, where = str(first["type"]), [str(part) for part in first["loc"]]
    if kind == "json_invalid" or (where == ["body"] and kind != "missing"):
        return RefusedError(status, "invalid", message("failure.not_json"))
    field = ".".join(where[1:]) or where[0]  # a whole body can be missing, too
    bounds = first.get("ctx", {})
    code = "unsupported" if kind == "unsupported" else "invalid"
    if kind in _OUT_OF_BOUNDS:
        return RefusedError(status, code, message("failure.out_of_bounds", field=field), field)
    limit = bounds.get("max_length", "")
    return RefusedError(
        status, code, message(f"failure.{_SENTENCES.get(kind, 'wrong')}", field=field, limit=limit), field
    )


def _type_of(status: int) -> str:
    if status >= 500:
        return "server_error"
    return "rate_limit_error" if status == 429 else "invalid_request_error"
