"""Files that are there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import BadCallError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path beside it to write to, for its owner alone; takes its place when the block ends well.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield beside
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The same for a file that the caller has named.

    Raises:
        BadCallError: it cannot be written; the message says why.
    """
    try:
        with whole(path) as beside:
            yield beside
    except OSError as error:
        raise BadCallError(f"{path}: cannot be written ({error}).") from error
