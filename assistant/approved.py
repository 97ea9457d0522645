"""Answers that an officer has approved: given to exactly their question, and only while their clauses still say so."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.cite import Extract
from assistant.errors import AssistantError, UnverifiedCitationError
from assistant.guard import guard
from assistant.shown import Part, Shown
from corpus.ids import ClauseId
from corpus.model import Clause, Corpus
from corpus.structure import Structure

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that an approved answer rests on; without a hash, the clause around them may read as it likes."""

    clause_id: str
    quote: str
    clause_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved for a question."""

    id: str
    text: str
    quotes: tuple[Quote, ...]


class ApprovedAnswers(Protocol):
    """Where approved answers are kept; called from many threads."""

    def find(self, question: str, /) -> Approved | None:
        """The answer approved for exactly that question, or for an accepted wording of it.

        Raises:
            AssistantError: it cannot be looked up.
        """


class Approvals:
    """Approved answers over one corpus, proved anew each time that one is given."""

    def __init__(
        self, corpus: Corpus, structure: Structure, shown: Shown, answers: ApprovedAnswers | None = None
    ) -> None:
        self._corpus = corpus
        self._structure = structure
        self._shown = shown
        self._answers = answers

    def parts(self, questions: tuple[str, ...], district: str | None, on: date | None) -> tuple[Part, ...]:
        """What is approved for the first of the questions that has an answer for this asker; else nothing.

        An answer that cannot be looked up or proved is none: the question is answered as any other.
        """
        if self._answers is None:
            return ()
        for question in questions:
            try:
                approved = self._answers.find(question)
                if approved is not None and (parts := self.shown(approved, question, district, on)):
                    return parts
            except AssistantError as error:
                _log.warning("no approved answer: %s: %s", type(error).__name__, error)
        return ()

    def shown(self, approved: Approved, question: str, district: str | None, on: date | None) -> tuple[Part, ...]:
        """The answer over its quotations; nothing when one of its texts does not hold for this asker.

        Raises:
            UnverifiedCitationError: a quotation is not in its clause, or a figure of the answer in none of them.
        """
        parts = self.proved(approved, question)
        documents = [line.extract.document for part in parts for line in part.lines]
        return parts if all(self._corpus.holds(document, district, on) for document in documents) else ()

    def proved(self, approved: Approved, question: str) -> tuple[Part, ...]:
        """The answer over its quotations, whomever its texts hold for.

        Raises:
            UnverifiedCitationError: as for `shown`.
        """
        extracts = [self._extract(quote) for quote in approved.quotes]
        guard(approved.text, [question, *(extract.clause.text for extract in extracts)])
        return (Part(approved.text, tuple(self._shown.line(extract) for extract in extracts), computed=True),)

    def _extract(self, quote: Quote) -> Extract:
        clause = self._structure.clause(ClauseId(quote.clause_id))
        if clause is None or quote.quote not in clause.text or not quote.quote:
            raise UnverifiedCitationError(f"{quote.clause_id}: {quote.quote[:40]!r} is not in it")
        if quote.clause_sha256 not in (None, sha256_of(clause)):
            raise UnverifiedCitationError(f"{quote.clause_id}: has changed since it was approved")
        start = clause.text.index(quote.quote)
        return Extract(clause, self._structure.document(clause.id), start, start + len(quote.quote))


def sha256_of(clause: Clause) -> str:
    """The hash of a clause's text."""
    return hashlib.sha256(clause.text.encode("utf-8")).hexdigest()
