"""When whoever waits for a language model will wait no longer, known to all that works for them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_end: ContextVar[float] = ContextVar("end")


@contextmanager
def until(end: float) -> Iterator[None]:
    """Inside, everything that this thread does has to be over by `end`, a time of time.monotonic."""
    token = _end.set(end)
    try:
        yield
    finally:
        _end.reset(token)


def seconds_left() -> float:
    """How long there still is; nothing or less once the deadline has passed.

    Raises:
        LookupError: nobody has set one.
    """
    return _end.get() - time.monotonic()
