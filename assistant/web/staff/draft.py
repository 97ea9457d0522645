"""An approved answer while it is being written: what the form holds, and how it will look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form

from assistant.approvals import Approvals
from assistant.approved import Approved, Quote
from assistant.cite import cite
from assistant.errors import UnverifiedCitationError
from assistant.messages import message
from assistant.present import answer_text
from assistant.records.bindings import Quoted
from assistant.web.staff.hits import source_line
from corpus.ids import ClauseId
from corpus.model import Corpus
from corpus.structure import Structure

_LONGEST = 4000
Text = Annotated[str, Form(max_length=2 * _LONGEST)]
Texts = Annotated[list[str] | None, Form()]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer has typed and chosen so far.

    `replaces` is the answer that it takes the place of, `writer` the officer, as the form says.
    """

    question: str = ""
    answer: str = ""
    quotes: tuple[Quoted, ...] = ()
    replaces: str = ""
    writer: str = ""

    def rows(self, corpus: Corpus) -> list[tuple[Quoted, str]]:
        """Each quotation with where it stands."""
        structure, rows = Structure(corpus), []
        for quoted in self.quotes:
            clause = structure.clause(ClauseId(quoted.clause_id))
            title = structure.document(clause.id).title if clause else ""
            where = source_line(quoted.quote, title, clause.section) if clause else quoted.quote
            rows.append((quoted, where))
        return rows

    def preview(self, approvals: Approvals) -> str:
        """The answer as askers will read it.

        Raises:
            UnverifiedCitationError: a quotation is not in its clause, or a figure of the answer in none of them.
        """
        quotes = tuple(Quote(quoted.clause_id, quoted.quote) for quoted in self.quotes)
        parts = approvals.proved(Approved("", self.answer, quotes), self.question)
        return answer_text(parts, cite([line.extract for part in parts for line in part.lines]), ())

    def fault(self, approvals: Approvals) -> str:
        """Why it cannot be approved as it is; empty when nothing is the matter."""
        if not self.question.strip() or not self.answer.strip():
            return message("records.approved_length", limit=_LONGEST)
        if not self.quotes:
            return message("records.no_clause")
        try:
            self.preview(approvals)
        except UnverifiedCitationError:
            return message("staff.unproved")
        return ""


def drafted(
    question: Text = "",
    answer: Text = "",
    clause: Texts = None,
    quote: Texts = None,
    replaces: Text = "",
    writer: Text = "",
) -> Draft:
    """The draft that a form has sent; browsers send line ends of their own."""
    pairs: Sequence[tuple[str, str]] = list(zip(clause or (), quote or (), strict=False))
    quotes = tuple(Quoted(identity, _lines(words)) for identity, words in pairs)
    return Draft(question.strip(), _lines(answer).strip(), quotes, replaces, writer)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")
