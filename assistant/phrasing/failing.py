"""Whatever goes wrong at a language model, as one error that tells nothing of what was sent or received."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import GeneratorUnavailableError


@contextmanager
def failing_as_unavailable() -> Iterator[None]:
    """Inside, every error is a GeneratorUnavailableError.

    Every one, because the client checks nothing of what a server sends: beside its own errors and those of two
    HTTP libraries, events of another shape surface as AttributeError, TypeError, LookupError, ValueError or
    RecursionError, wherever they are first used. The finished answer must stand whichever it is.
    """
    try:
        yield
    except GeneratorUnavailableError:
        raise
    except Exception as error:
        raise GeneratorUnavailableError(_told(error)) from error


def _told(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__}{f' (HTTP {status})' if isinstance(status, int) else ''}"
