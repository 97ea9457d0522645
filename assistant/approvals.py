"""Answers that an officer has approved: given to exactly their question, and only while their clauses still say so."""

import logging
from dataclasses import replace
from datetime import date

from assistant.approved import Approved, ApprovedAnswers, Quote, sha256_of
from assistant.cite import Extract, cite
from assistant.decline import contacts_in
from assistant.errors import AssistantError, UnverifiedCitationError
from assistant.guard import guard
from assistant.model import Answer, AnswerStatus, Route
from assistant.notes import notes
from assistant.present import answer_text, editions_foot
from assistant.shown import Part, Shown
from assistant.turn import Turn
from corpus.ids import ClauseId
from corpus.model import Corpus
from corpus.structure import Structure

_log = logging.getLogger(__name__)


class Approvals:
    """Approved answers over one corpus, proved anew each time that one is given."""

    def __init__(
        self, corpus: Corpus, structure: Structure, shown: Shown, answers: ApprovedAnswers | None = None
    ) -> None:
        self._corpus = corpus
        self._structure = structure
        self._shown = shown
        self._answers = answers

    def look(self, turn: Turn) -> Turn:
        """What is approved for this very question, as it was typed or as it is read in context, for this asker.

        An answer that cannot be looked up or proved is none: the question is answered as any other.
        """
        read = turn.understanding
        if self._answers is None or read.reply is not None:
            return turn
        asked = (read.query,) if read.query != read.text else (read.question.text, read.query)
        district = read.district.name if read.district else None
        for question in dict.fromkeys(asked):
            try:
                approved = self._answers.find(question)
                if approved is not None and (parts := self.shown(approved, question, district, read.question.on)):
                    return replace(turn, approved=parts)
            except AssistantError as error:
                _log.warning("no approved answer: %s: %s", type(error).__name__, error)
        return turn

    @staticmethod
    def found(turn: Turn) -> bool:
        """True when there is an approved answer to give."""
        return bool(turn.approved)

    def answer(self, turn: Turn) -> Answer:
        """The approved answer, its quotations numbered and proved against the source as any other's."""
        read = turn.understanding
        lines = [line for part in turn.approved for line in part.lines]
        citations = cite([line.extract for line in lines])
        foot = [*notes(read), editions_foot([line.extract.document.edition for line in lines], read.question.on)]
        return Answer(
            question=read.question.text,
            status=AnswerStatus.ANSWERED,
            route=Route.APPROVED,
            text=answer_text(turn.approved, citations, foot),
            citations=citations,
            district=read.district.name if read.district else None,
            as_of=read.question.on,
            confidence=1.0,
            contacts=contacts_in(self._corpus, citations),
        )

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
