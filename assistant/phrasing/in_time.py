"""Pieces from a source that may be slow, never waited for beyond a deadline."""

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from assistant.errors import GeneratorUnavailableError
from assistant.phrasing.deadline import seconds_left, until
from assistant.phrasing.failing import failing_as_unavailable


def in_time(opened: Callable[[], Iterator[str]], seconds: float) -> Iterator[str]:
    """The pieces as they come, read in a thread of its own, which ends soon after nobody listens any more.

    Raises:
        GeneratorUnavailableError: the deadline passed before the source ended, or the source failed.
    """
    end = time.monotonic() + seconds
    pieces: SimpleQueue[str | GeneratorUnavailableError | None] = SimpleQueue()
    left = threading.Event()

    def read() -> None:
        try:
            with until(end), failing_as_unavailable():
                for piece in opened():
                    if left.is_set() or seconds_left() <= 0:
                        return
                    pieces.put(piece)
            pieces.put(None)
        except GeneratorUnavailableError as error:
            pieces.put(error)

    threading.Thread(target=read, name="language-model", daemon=True).start()
    try:
        while (piece := pieces.get(timeout=max(0.0, end - time.monotonic()))) is not None:
            if isinstance(piece, GeneratorUnavailableError):
                raise piece
            yield piece
    except Empty:
        raise GeneratorUnavailableError(f"it did not finish within {seconds:.1f} s") from None
    finally:
        left.set()
