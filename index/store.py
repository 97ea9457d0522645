"""Where an index lies on disk, and how a finished build takes the place of the old one.

INDEX/
  CURRENT            the name of the build that serves
  builds/NAME/       one finished build: vectors/ words/ query_mean.npy fingerprint.json
  builds/.NAME       a build under way; left behind by a killed one, removed by the next
A build is written beside the serving one and takes over by one rename of CURRENT, so a killed build
leaves the old index as it was.
"""

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexMissingError, IndexStoreError

VECTORS, WORDS, QUERY_MEAN, WORDING = "vectors", "words", "query_mean.npy", "wording.npz"
_CURRENT = "CURRENT"
_BUILDS = "builds"
_FINGERPRINT = "fingerprint.json"
BUILD_COMMAND = "python -m assistant index build"


class IndexStore:
    """One index folder."""

    def __init__(self, folder: Path, build_command: str = BUILD_COMMAND) -> None:
        """Take the folder, and the command that messages name for mending it."""
        self.folder = folder
        self.build_command = build_command

    def current(self) -> Path | None:
        """The folder of the build that serves, or None."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return None
        build = self.folder / _BUILDS / name
        return build if name and (build / _FINGERPRINT).is_file() else None

    def require(self) -> Path:
        """The folder of the build that serves.

        Raises:
            IndexMissingError: there is none; the message names the command that makes one.
        """
        build = self.current()
        if build is None:
            raise IndexMissingError(f"{self.folder}: no index here yet. Run: {self.build_command}")
        return build

    def fingerprint(self, build: Path) -> dict[str, object]:
        """The fingerprint that a build carries.

        Raises:
            IndexStoreError: it cannot be read.
        """
        try:
            content = json.loads((build / _FINGERPRINT).read_text(encoding="utf-8"))
            return dict(content)
        except (OSError, ValueError, TypeError) as error:
            raise IndexStoreError(f"{build}: damaged ({error}). Run: {self.build_command} --rebuild") from error

    @contextlib.contextmanager
    def new_build(self) -> Iterator[Path]:
        """A fresh folder to build in; takes over when the block ends well, is removed when it does not.

        The caller writes everything but the fingerprint, and hands that to `seal` last.

        Raises:
            IndexStoreError: the folder cannot be written, or another build is under way.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock", timeout=0):
                yield from self._under_lock()
        except Timeout as error:
            raise IndexStoreError(f"{self.folder}: another build is under way. Wait for it and try again.") from error
        except OSError as error:
            raise IndexStoreError(
                f"{self.folder}: the index cannot be written ({error.strerror or error}). The old index is "
                f"unharmed. Make room or name another folder with --index, then run: {self.build_command}"
            ) from error

    def _under_lock(self) -> Iterator[Path]:
        builds = self.folder / _BUILDS
        builds.mkdir(exist_ok=True)
        for abandoned in builds.glob(".*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        name = uuid.uuid4().hex[:12]
        scratch = builds / f".{name}"
        scratch.mkdir()
        try:
            yield scratch
            finished = builds / name
            scratch.rename(finished)
            pointer = self.folder / f".{_CURRENT}"
            with pointer.open("w", encoding="utf-8") as file:
                file.write(name)
                file.flush()
                os.fsync(file.fileno())
            pointer.replace(self.folder / _CURRENT)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        for old in builds.iterdir():
            if old.name != name:  # a process that still serves from it has everything in memory
                shutil.rmtree(old, ignore_errors=True)


def seal(build: Path, fingerprint: Mapping[str, object]) -> None:
    """Write the fingerprint: from then on the build is whole."""
    (build / _FINGERPRINT).write_text(json.dumps(fingerprint, ensure_ascii=False, indent=2), encoding="utf-8")
