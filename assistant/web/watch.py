"""Watches every request from outside: its id, its line in the log, its part in the figures, its faults."""

import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.failures import internal
from assistant.web.metrics import Metrics
from assistant.web.paths import is_ours, is_staff
from assistant.web.request_id import HEADER, begin

_METHODS = frozenset(("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"))
_log = logging.getLogger(__name__)


class Watch:
    """What escapes everything below is answered here."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identity = begin(Headers(scope=scope).get(HEADER))
        started, status = time.perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = identity
            await send(message)

        path = scope["path"]  # a mounted application may change it
        try:
            await self._app(scope, receive, sent)
        except Exception as error:  # noqa: BLE001  # the end of a request: what passes it reaches the client as nothing
            response = internal(scope, error)
            if not status:
                await response(scope, receive, sent)
        finally:
            seconds, route = time.perf_counter() - started, _route(scope, path)
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.requested(method, route, status, seconds)
            _log.info("request method=%s path=%s status=%d ms=%.0f", method, route, status, seconds * 1000)


def _route(scope: Scope, path: str) -> str:
    """The pattern of the route that a request met: never the path itself, which may hold anything."""
    if is_staff(path):
        return "staff"
    if not is_ours(path):
        return "page"
    return getattr(scope.get("route"), "path", "unknown")
