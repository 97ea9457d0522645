"""Any folder of .md and .txt files as a corpus: no manifest, nothing vouched for."""

import os
from pathlib import Path

from corpus.clause_parser import parse
from corpus.errors import CorpusError
from corpus.ids import DocumentId
from corpus.model import PolicyDocument
from corpus.yaml_file import read_text

SUFFIXES = (".md", ".txt")


def source_files(folder: Path) -> list[Path]:
    """The .md and .txt files below a folder in a fixed order; hidden files and folders are skipped.

    Raises:
        CorpusError: a folder in it cannot be read.
    """
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(parent, name)
            for name in names
            if not name.startswith(".") and name.lower().endswith(SUFFIXES) and Path(parent, name).is_file()
        ]
    return sorted(found)


def read_folder(folder: Path) -> tuple[list[PolicyDocument], list[str]]:
    """The documents of a plain folder, and a warning for each file with nothing in it.

    Raises:
        CorpusError: there is no text in it at all, or a file is not UTF-8; the message names it.
    """
    files = source_files(folder)
    if not files:
        raise CorpusError(f"{folder}: no .md or .txt file in it. Name a folder that holds the texts.")
    documents, warnings = [], []
    for path, identity in zip(files, _identities(folder, files), strict=True):
        document = _document(folder, path, identity)
        if document.clauses:
            documents.append(document)
        else:
            warnings.append(f"{path}: nothing to read in it; it is left out.")
    if not documents:
        raise CorpusError(f"{folder}: every file in it is empty. Name a folder that holds the texts.")
    return documents, warnings


def _unreadable(error: OSError) -> None:
    raise CorpusError(f"{error.filename}: cannot be read ({error.strerror}).") from error


def _identities(folder: Path, files: list[Path]) -> list[DocumentId]:
    """An id for each file: its path without the ending where that is unique, else with it, else numbered."""
    found: dict[str, Path] = {}
    stems = [_readable(path.relative_to(folder).with_suffix("")) for path in files]
    for path, stem in zip(files, stems, strict=True):
        identity = stem if stems.count(stem) == 1 and stem not in found else _readable(path.relative_to(folder))
        copy = 1
        while identity in found:
            copy += 1
            identity = f"{_readable(path.relative_to(folder))}~{copy}"
        found[identity] = path
    return [DocumentId(identity) for identity in found]


def _readable(path: Path) -> str:
    """A path as text; bytes of a name that are no UTF-8 (an archive from an old system) are replaced."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _document(folder: Path, path: Path, identity: DocumentId) -> PolicyDocument:
    source = read_text(path)
    parsed = parse(source, identity)
    return PolicyDocument(
        id=identity,
        title=parsed.title or _readable(Path(path.stem)),
        title_from="text" if parsed.title else "file",
        path=_readable(path.relative_to(folder)),
        source=source,
        clauses=parsed.clauses,
        segments=parsed.segments,
    )
