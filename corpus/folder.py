"""Any folder of .md and .txt files as a corpus: no manifest, nothing vouched for."""

from pathlib import Path

from corpus.clause_parser import parse
from corpus.errors import CorpusError
from corpus.model import DocumentId, PolicyDocument
from corpus.yaml_file import read_text

SUFFIXES = (".md", ".txt")


def source_files(folder: Path) -> list[Path]:
    """The .md and .txt files below a folder in a fixed order; hidden files and folders are skipped."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_folder(folder: Path) -> tuple[list[PolicyDocument], list[str]]:
    """The documents of a plain folder, and a warning for each file with nothing in it.

    Raises:
        CorpusError: there is no text in it at all, or a file is not UTF-8; the message names it.
    """
    files = source_files(folder)
    if not files:
        raise CorpusError(f"{folder}: no .md or .txt file in it. Name a folder that holds the texts.")
    documents, warnings = [], []
    stems = [path.relative_to(folder).with_suffix("").as_posix() for path in files]
    for path, stem in zip(files, stems, strict=True):
        identity = stem if stems.count(stem) == 1 else path.relative_to(folder).as_posix()
        document = _document(folder, path, DocumentId(identity))
        if document.clauses:
            documents.append(document)
        else:
            warnings.append(f"{path}: nothing to read in it; it is left out.")
    if not documents:
        raise CorpusError(f"{folder}: every file in it is empty. Name a folder that holds the texts.")
    return documents, warnings


def _document(folder: Path, path: Path, identity: DocumentId) -> PolicyDocument:
    source = read_text(path)
    parsed = parse(source, identity)
    return PolicyDocument(
        id=identity,
        title=parsed.title or path.stem,
        title_from="text" if parsed.title else "file",
        path=path.relative_to(folder).as_posix(),
        source=source,
        clauses=parsed.clauses,
        segments=parsed.segments,
    )
