"""Extracts ↔ citations: every quotation is checked, character for character, against its source (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import UnverifiedCitationError
from assistant.messages import message
from assistant.model import Citation
from corpus.ids import ClauseId
from corpus.markers import MarkerKind, marker_at
from corpus.model import Clause, ClauseKind, PolicyDocument
from corpus.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class Extract:
    """A stretch of a clause to be quoted: `start`/`end` are offsets into the clause's own text."""

    clause: Clause
    document: PolicyDocument
    start: int
    end: int

    @property
    def place(self) -> tuple[ClauseId, int, int]:
        """Where the words stand: two extracts of one place quote the same."""
        return self.clause.id, self.start, self.end

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.clause.text[self.start : self.end]


def cite(extracts: Sequence[Extract]) -> tuple[Citation, ...]:
    """One numbered citation an extract, in order.

    Raises:
        UnverifiedCitationError: a quotation is not what stands at its place in the source.
    """
    return tuple(verified(_citation(number, extract), extract.document) for number, extract in enumerate(extracts, 1))


def _citation(number: int, extract: Extract) -> Citation:
    start = extract.clause.start + extract.start
    return Citation(
        n=number,
        clause_id=extract.clause.id,
        document=shown_title(extract.document),
        section=section_of(extract),
        quote=extract.quote,
        start=start,
        end=start + len(extract.quote),
        url=extract.document.url,
    )


def verified(citation: Citation, document: PolicyDocument) -> Citation:
    """The citation itself, once its quotation is proved.

    Raises:
        UnverifiedCitationError: the quotation is empty or not in the source at that place.
    """
    if not citation.quote or document.source[citation.start : citation.end] != citation.quote:
        raise UnverifiedCitationError(
            f"{citation.clause_id}: {citation.quote[:40]!r} is not at {citation.start} of {document.path}"
        )
    return citation


def shown_title(document: PolicyDocument) -> str:
    """The document's title; one that a curator gave to a text without a title is marked so."""
    if document.title_from == "curator":
        return message("answer.curator_title", title=document.title)
    return document.title


def section_of(extract: Extract) -> str:
    """The clause's section; for a statute down to the paragraph (第二款) where it has several."""
    clause = extract.clause
    if clause.kind is not ClauseKind.ARTICLE:
        return clause.section
    paragraphs = [line for line in clause.text.split("\n") if line.strip()]
    if len(paragraphs) < 2:
        return clause.section
    before = [line for line in clause.text[: extract.start].split("\n")[:-1] if line.strip()]
    # lines that open with （一） are items of the paragraph above them, not paragraphs
    number = sum(not _is_item(line) for line in [*before, clause.text[extract.start :].split("\n")[0]])
    return f"{clause.section}第{to_chinese(max(1, number))}款"


def _is_item(line: str) -> bool:
    marker = marker_at(line.strip())
    return marker is not None and marker.kind is not MarkerKind.CHINESE
