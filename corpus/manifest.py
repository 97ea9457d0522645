"""manifest.yaml: which texts a corpus folder holds, and what is vouched for about each."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus.clause_parser import parse
from corpus.errors import Complain, CorpusError, RuleFileError, SourceChangedError, stop
from corpus.ids import DocumentId
from corpus.model import PolicyDocument
from corpus.yaml_file import read_text, read_yaml, validated

FILE_NAME = "manifest.yaml"


class _Entry(BaseModel):
    """One document of the manifest. What a curator supplied and the text does not say is marked so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    title: str = Field(min_length=1)
    title_from: Literal["text", "curator"]
    jurisdiction: str | None = None
    edition: str | None = None
    effective_from: date | None = None
    superseded_on: date | None = None
    url: str | None = None
    source: str = Field(pattern=r"^[^\x00]+$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: list[_Entry] = Field(min_length=1)


def read_manifest(folder: Path, complain: Complain = stop) -> list[PolicyDocument]:
    """The documents that a folder's manifest lists, parsed, in its order.

    Raises:
        RuleFileError: the manifest has an unknown key, a wrong value or an id twice.
        SourceChangedError: a source file is not the one that the manifest vouches for.
        CorpusError: a source file is missing, not UTF-8 or holds nothing.
    """
    path = folder / FILE_NAME
    manifest = validated(path, _Manifest, read_yaml(path))
    seen: set[str] = set()
    for entry in manifest.documents:
        if entry.id in seen:
            raise RuleFileError(f"{path}: document id {entry.id!r} stands twice. Give each document its own id.")
        seen.add(entry.id)
    return [_document(folder, entry, complain) for entry in manifest.documents]


def _document(folder: Path, entry: _Entry, complain: Complain) -> PolicyDocument:
    path = folder / entry.source
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RuleFileError(f"{folder / FILE_NAME}: source {entry.source!r} of {entry.id} lies outside the corpus.")
    if not path.is_file():
        raise CorpusError(f"{path}: missing, though {folder / FILE_NAME} lists it for {entry.id}.")
    source = read_text(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != entry.sha256:
        complain(
            SourceChangedError(
                f"{path}: sha256 is {digest}, the manifest says {entry.sha256}. If the change is meant, put the new "
                f"sha256 of {entry.id} into {folder / FILE_NAME}; otherwise restore the file."
            )
        )
    parsed = parse(source, DocumentId(entry.id))
    if not parsed.clauses:
        raise CorpusError(f"{path}: no clause in it.")
    return PolicyDocument(
        id=DocumentId(entry.id),
        title=entry.title,
        title_from=entry.title_from,
        path=entry.source,
        source=source,
        clauses=parsed.clauses,
        segments=parsed.segments,
        jurisdiction=entry.jurisdiction,
        edition=entry.edition,
        effective_from=entry.effective_from,
        superseded_on=entry.superseded_on,
        url=entry.url,
    )
