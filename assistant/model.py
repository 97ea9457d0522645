"""What goes in and what comes out: questions, citations, answers (CONTRACT: one answer, as JSON)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.ids import ClauseId


class AnswerStatus(StrEnum):
    """Every way an answer can turn out."""

    ANSWERED = "answered"
    NEEDS_DETAIL = "needs_detail"
    NO_SOURCE = "no_source"
    OUT_OF_SCOPE = "out_of_scope"
    CONFLICT = "conflict"
    BLOCKED = "blocked"
    UNAVAILABLE = "unavailable"

    @property
    def refused(self) -> bool:
        """True exactly for no_source, out_of_scope and blocked."""
        return self in (AnswerStatus.NO_SOURCE, AnswerStatus.OUT_OF_SCOPE, AnswerStatus.BLOCKED)


class Route(StrEnum):
    """How an answer was made."""

    CALCULATION = "calculation"
    LOOKUP = "lookup"
    RETRIEVAL = "retrieval"
    APPROVED = "approved"
    CLARIFICATION = "clarification"
    CANNED = "canned"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what the caller said beside it."""

    text: str
    district: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation: `source[start:end] == quote` in the document of its clause."""

    n: int
    clause_id: ClauseId
    document: str
    section: str
    quote: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Calculation:
    """A computed result with its working; `result` is None outside the rule's stated range."""

    rule_ids: tuple[str, ...]
    inputs: Mapping[str, str]
    steps: tuple[str, ...]
    result: str | None
    unit: str
    clauses: tuple[ClauseId, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """An office to call."""

    name: str
    phones: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `text` alone holds every figure, phone, address and [n] marker."""

    question: str
    status: AnswerStatus
    route: Route
    text: str
    citations: tuple[Citation, ...] = ()
    calculation: Calculation | None = None
    district: str | None = None
    as_of: date | None = None
    confidence: float = 0.0
    suggestions: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    latency_ms: float = 0.0

    @property
    def pieces(self) -> list[str]:
        """The text as it is spoken, line by line."""
        return self.text.splitlines(keepends=True)

    @property
    def refused(self) -> bool:
        """True when no answer is given (status no_source, out_of_scope, blocked)."""
        return self.status.refused
