"""The archive of a backup: a tar.gz whose first member, manifest.json, vouches for all others.

manifest.json           what is in it, each file with its size and hash
records/TABLE.jsonl     a row a line
corpus/…                the material of the corpus folder
"""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.records.errors import ArchiveError
from assistant.records.material import is_material

MANIFEST = "manifest.json"
RECORDS, CORPUS = "records", "corpus"
_LONGEST_MANIFEST = 100_000_000  # bytes
_PIECE = 1 << 20


class Member(BaseModel):
    """A file of the archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What an archive holds; `tables` is the migration that its rows fit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1]
    made_at: datetime
    tables: str
    files: tuple[Member, ...]

    def under(self, folder: str) -> dict[str, Member]:
        """The files below a top folder, by their paths in it."""
        prefix = f"{folder}/"
        return {file.path.removeprefix(prefix): file for file in self.files if file.path.startswith(prefix)}


def write_archive(path: Path, files: Mapping[str, Path], tables: str, made_at: datetime) -> Manifest:
    """Writes the files under their names in the archive, and the manifest in front of them."""
    members = tuple(_member(name, source) for name, source in files.items())
    manifest = Manifest(format=1, made_at=made_at, tables=tables, files=members)
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        content = manifest.model_dump_json(indent=1).encode()
        _add(tar, MANIFEST, len(content), made_at, io.BytesIO(content))
        for member in members:
            with files[member.path].open("rb") as file:
                _add(tar, member.path, member.bytes, made_at, file)
    return manifest


def unpacked(path: Path, into: Path) -> Manifest:
    """Every file of the archive, proved and written below a folder.

    Raises:
        ArchiveError: it is damaged, holds what it should not, or was made by a newer version. What has been
            written by then is the caller's to remove.
    """
    with _readable(path), gzip.open(path) as content, tarfile.open(fileobj=content, mode="r:") as tar:
        manifest = _manifest(path, tar)
        missing = {file.path: file for file in manifest.files}
        if len(missing) != len(manifest.files):
            raise ArchiveError(f"{path}: damaged, the manifest names a file twice.")
        for member in tar:
            if member.name == MANIFEST:
                continue
            wanted = missing.pop(member.name, None)
            if wanted is None or not member.isfile() or not _belongs(member.name):
                raise ArchiveError(f"{path}: {member.name!r} does not belong into a backup. Nothing was restored.")
            file = tar.extractfile(member)
            if file is None or _written(file, into / member.name) != (wanted.bytes, wanted.sha256):
                raise ArchiveError(f"{path}: damaged, {member.name} is not what the manifest vouches for.")
        if missing:
            raise ArchiveError(f"{path}: damaged, {min(missing)} is missing.")
        _read_to_its_end(content)
        return manifest


def sha256_of(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _member(name: str, source: Path) -> Member:
    return Member(path=name, bytes=source.stat().st_size, sha256=sha256_of(source))


def _add(tar: tarfile.TarFile, name: str, size: int, made_at: datetime, content: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(made_at.timestamp()), 0o600
    tar.addfile(entry, content)


def _manifest(path: Path, tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    if first is None or first.name != MANIFEST or not first.isfile() or first.size > _LONGEST_MANIFEST:
        raise ArchiveError(f"{path}: not a backup of this program: no {MANIFEST} at its head.")
    content = tar.extractfile(first)
    read = content.read() if content else b""
    try:
        return Manifest.model_validate_json(read)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(map(str, problem["loc"]))
        newer = " It was made by a newer version: install that one." if place == "format" else ""
        raise ArchiveError(f"{path}: {MANIFEST}: {place}: {problem['msg']}.{newer}") from error


def _belongs(name: str) -> bool:
    top, _, rest = name.partition("/")
    return top in (RECORDS, CORPUS) and is_material(rest)


def _written(content: IO[bytes], target: Path) -> tuple[int, str]:
    """Size and hash of the file, which is on disk for good."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while piece := content.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _read_to_its_end(content: gzip.GzipFile) -> None:
    """Past the last file, so that the checksum of the whole is compared."""
    while content.read(_PIECE):
        pass


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeError) as error:
        raise ArchiveError(f"{path}: not a backup, or damaged ({error}). Nothing was restored.") from error
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be unpacked ({error.strerror or error}). Nothing was restored.") from error
