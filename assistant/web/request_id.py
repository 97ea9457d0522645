"""The id of the request under way: in its response, in its errors and on each line that it logs."""

import logging
import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-Id"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s"
_NONE = "-"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")  # what a proxy in front sends is kept; nothing else reaches the log
_current: ContextVar[str] = ContextVar("request_id", default=_NONE)


def begin(offered: str | None) -> str:
    """The id of a request that begins now: the one offered when it is well formed, else a new one."""
    identity = offered if offered and _WELL_FORMED.fullmatch(offered) else secrets.token_hex(8)
    _current.set(identity)
    return identity


def current() -> str:
    """The id of the request under way, "-" outside of one."""
    return _current.get()


class RequestIdFilter(logging.Filter):
    """Gives each record a `request_id`, for a format to show."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: nothing is held back."""
        record.request_id = current()
        return True


def show_in_logs() -> None:
    """Let every handler of the root logger show the id of the request that a line belongs to."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(RequestIdFilter())
        handler.setFormatter(logging.Formatter(LOG_FORMAT))
