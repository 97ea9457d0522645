"""Out of service: the public pages and the interfaces say the notice (503); the staff and the monitors get on.

A chat page that is open already says it itself, where an answer would stand: what it asks is let through. So is a
verdict given there: it is on an answer that was given in service, and whoever gives it would not come back to do so.
"""

import logging
import time
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.messages import message
from assistant.records.service import Closed
from assistant.web.failures import RefusedError, response_to
from assistant.web.paths import OPENAPI, PAGE, WATCHED, is_api, is_page_part, is_staff
from assistant.web.templating import page

_FRESH = 1.0  # seconds for which the state of the switch is believed: a visit is dozens of requests
_log = logging.getLogger(__name__)


class Switch:
    """Whether the service is closed, as the records have it; records that do not answer close nothing."""

    def __init__(self, look: Callable[[], Closed | None], clock: Callable[[], float] = time.monotonic) -> None:
        self._look = look
        self._clock = clock
        self._known: Closed | None = None
        self._until = 0.0
        self._unread = False

    def notice(self) -> str | None:
        """What is said instead of answering; None while in service."""
        if self._clock() >= self._until:
            self._until = self._clock() + _FRESH  # the others go on with what is known
            try:
                self._known = self._look()
                self._unread = False
            except AssistantError as error:
                if not self._unread:  # once: this is asked every second
                    _log.warning("the state of the service cannot be read: %s", error)
                self._unread = True
        return self._known.notice if self._known else None

    def forget(self) -> None:
        """Look again at the next request: the switch has been used."""
        self._until = 0.0


class OutOfService:
    """Answers in place of everything public while the service is closed."""

    def __init__(self, app: ASGIApp, switch: Switch) -> None:
        self._app = app
        self._switch = switch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless the service is closed to it."""
        path = scope.get("path", "")
        if scope["type"] != "http" or _stays_open(path):
            await self._app(scope, receive, send)
            return
        notice = await run_in_threadpool(self._switch.notice)
        if notice is None:
            await self._app(scope, receive, send)
        elif is_api(path):
            await response_to(RefusedError(503, "out_of_service", notice), path)(scope, receive, send)
        else:
            shown = page("out_of_service.html", 503, title=message("page.title"), notice=notice)
            await shown(scope, receive, send)


def _stays_open(path: str) -> bool:
    return path in (*WATCHED, OPENAPI) or is_staff(path) or (is_page_part(path) and path != PAGE)
