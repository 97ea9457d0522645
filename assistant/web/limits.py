"""How much a client may send, and how often."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.network import network_of
from assistant.web.failures import RefusedError, response_to, told_to
from assistant.web.paths import is_api, is_ours, is_staff

MOST_BYTES = 64 * 1024  # of a body sent to the interfaces
MOST_PAGE_BYTES = 1024 * 1024  # the page sends the whole chat along with each question
_DRAINED = 16  # times the limit: so much is read and thrown away, so that the client reads why it was refused


class BodyLimit:
    """Refuses bodies that are too large (413), whether they say so or come in chunks without a length."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its body is small enough."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = MOST_BYTES if is_ours(scope["path"]) or is_staff(scope["path"]) else MOST_PAGE_BYTES
        told = Headers(scope=scope).get("content-length", "")
        if told.isdigit() and int(told) > most:
            await _drain(receive, most * _DRAINED)
            await told_to(scope, RefusedError(413))(scope, receive, send)
            return
        read = 0

        async def received() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                if message.get("more_body"):
                    await _drain(receive, most * _DRAINED)
                raise HTTPException(413)
            return message

        await self._app(scope, received, send)


class RateLimit:
    """Refuses what an address asks too often of the interfaces (429); the page has a queue of its own.

    Args:
        per_minute: requests of one address within any minute; 0: no limit.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._rate = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while its address has asked little enough."""
        if self._rate is None or scope["type"] != "http" or not is_api(scope["path"]):
            await self._app(scope, receive, send)
            return
        client = scope.get("client")
        who = network_of(client[0]) if client else "unknown"
        if self._limiter.hit(self._rate, who):
            await self._app(scope, receive, send)
            return
        free_at = self._limiter.get_window_stats(self._rate, who).reset_time
        wait = max(1, math.ceil(free_at - time.time()))
        refusal = RefusedError(429, headers={"Retry-After": str(wait)})
        await response_to(refusal, scope["path"])(scope, receive, send)


async def _drain(receive: Receive, most: int) -> None:
    read = 0
    while read <= most:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
