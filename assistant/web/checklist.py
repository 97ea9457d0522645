"""What to upload for each item of the platform, read out of the guide's own clauses (pure)."""

from dataclasses import dataclass

from assistant.cite import shown_title
from assistant.cues import part
from assistant.extract import quotable
from assistant.uploads import says_what_to_upload
from assistant.web.render import document_path
from corpus.model import Clause, ClauseKind, Corpus, PolicyDocument
from corpus.structure import Structure
from index.chunking import sentence_spans


@dataclass(frozen=True, slots=True)
class Needed:
    """Sentences of one clause that say what to upload, and where they stand."""

    sentences: tuple[str, ...]
    section: str
    path: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered item of the platform, and what it needs: nothing where the guide names nothing."""

    name: str
    needed: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of one guide, what holds for all of them, and the guide's title."""

    document: str
    edition: str | None
    general: tuple[Needed, ...]
    entries: tuple[Entry, ...]


def checklist(corpus: Corpus, district: str | None = None) -> Checklist | None:
    """The checklist of the guide that holds for somebody; None where no text has such a section."""
    for document in corpus.documents:
        if not corpus.holds(document, district, None):
            continue
        clauses = [clause for clause in document.clauses if any(map(part("checklist").search, clause.headings))]
        if clauses:
            return _made(document, clauses, Structure(corpus))
    return None


def _made(document: PolicyDocument, clauses: list[Clause], structure: Structure) -> Checklist:
    tops = [clause for clause in clauses if clause.kind is ClauseKind.ITEM and clause.parent is None]
    entries = [Entry(_name(top), _needed([top, *structure.below(top)])) for top in tops]
    paragraphs = [clause for clause in clauses if clause.kind is ClauseKind.PARAGRAPH and clause.parent is None]
    return Checklist(shown_title(document), document.edition, _needed(paragraphs), tuple(entries))


def _name(top: Clause) -> str:
    """The item's number and name, as it opens."""
    found = part("checklist_name").match(top.text)
    return found.group("name") if found else top.text


def _needed(clauses: list[Clause]) -> tuple[Needed, ...]:
    return tuple(
        Needed(sentences, clause.section, document_path(clause.id))
        for clause in clauses
        if (sentences := _sentences(clause))
    )


def _sentences(clause: Clause) -> tuple[str, ...]:
    """All of a clause that opens as a list of what to upload; else its sentences that say so."""
    if says_what_to_upload(clause):
        return (clause.text,)
    start, end = quotable(clause)
    said = [clause.text[start + a : start + b].strip() for a, b in sentence_spans(clause.text[start:end])]
    name = _name(clause)
    return tuple(
        sentence for sentence in said if part("checklist_needs").search(sentence) and not name.endswith(sentence[:-1])
    )
