"""Pieces from a source that may be slow, never waited for beyond a deadline."""

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from assistant.errors import GeneratorUnavailableError


def in_time(opened: Callable[[], Iterator[str]], seconds: float) -> Iterator[str]:
    """The pieces as they come, read in a thread of its own, which ends soon after nobody listens any more.

    Raises:
        GeneratorUnavailableError: the deadline passed before the source ended, or the source failed.
    """
    end = time.monotonic() + seconds
    pieces: SimpleQueue[str | Exception | None] = SimpleQueue()
    left = threading.Event()

    def read() -> None:
        try:
            for piece in opened():
                if left.is_set() or time.monotonic() >= end:
                    return
                pieces.put(piece)
            pieces.put(None)
        except Exception as error:  # noqa: BLE001  # a thread's error reaches nobody else
            pieces.put(error)

    threading.Thread(target=read, name="language-model", daemon=True).start()
    try:
        while (piece := _next(pieces, end, seconds)) is not None:
            yield piece
    finally:
        left.set()


def _next(pieces: "SimpleQueue[str | Exception | None]", end: float, seconds: float) -> str | None:
    try:
        piece = pieces.get(timeout=max(0.0, end - time.monotonic()))
    except Empty:
        raise GeneratorUnavailableError(f"it did not finish within {seconds:.1f} s") from None
    if isinstance(piece, GeneratorUnavailableError):
        raise piece
    if isinstance(piece, Exception):
        raise GeneratorUnavailableError(type(piece).__name__) from piece
    return piece
