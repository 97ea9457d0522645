"""Which of the questions asked the texts answer: each by itself, else apart, else behind what came before it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.calculators.outcome import Outcome
from assistant.search import Search, found
from assistant.turn import Inquiry, Turn
from assistant.understand import MOST_QUESTIONS, strung

LEANING = 24  # characters of a turn that may lean on the one before though it does not look so

FromDesk = Callable[[str, Turn], tuple[Outcome, ...]]  # what rules say to a question that stands by itself


@dataclass(frozen=True)
class Weighing:
    """Weighs the inquiries of a turn."""

    search: Search
    from_desk: FromDesk

    def weighed(self, turn: Turn) -> Turn:
        """The turn with the inquiries that are answered, and the words of those that are not.

        Where none is, the first of them stays, to be declined.
        """
        read = turn.understanding
        each = [self.search.weighed(inquiry) for inquiry in turn.inquiries if inquiry.outcomes or inquiry.hits]
        if read.joined and self.search.names_another_matter(read.text):
            each = [inquiry if inquiry.outcomes else replace(inquiry, confidence=0.0) for inquiry in each]
        each = [self._behind_first(turn, inquiry) for inquiry in each]
        if not self._sure(each):
            each = self._apart(turn) or each
        if not self._sure(each) and (behind := self._in_context(turn)) is not None:
            each = [behind]
        covered = self._sure(each)
        uncovered = tuple(
            inquiry.query
            for inquiry in each
            if inquiry not in covered and not (inquiry.besides and self.search.is_off_topic(inquiry))
        )
        return replace(turn, inquiries=tuple(covered or each[:1]), uncovered=uncovered)

    def _sure(self, inquiries: list[Inquiry]) -> list[Inquiry]:
        return [inquiry for inquiry in inquiries if self.search.is_sure(inquiry)]

    def _found(self, query: str, turn: Turn) -> Inquiry:
        read = turn.understanding
        district = read.district.name if read.district else None
        return self.search.weighed(found(Inquiry(query), self.search.retriever, district, read.question.on))

    def _behind_first(self, turn: Turn, inquiry: Inquiry) -> Inquiry:
        """A later question of a message that finds nothing by itself, read behind the first where that helps."""
        first = turn.inquiries[0]
        later = inquiry.query != first.query and not inquiry.besides and len(inquiry.query) <= LEANING
        if not later or self.search.is_sure(inquiry) or self.search.names_another_matter(inquiry.query):
            return inquiry
        behind = self._found(f"{first.query} {inquiry.query}", turn)
        new = not first.hits or behind.hits[0].clause.id != first.hits[0].clause.id
        return replace(behind, query=inquiry.query) if new and self.search.is_sure(behind) else inquiry

    def _apart(self, turn: Turn) -> list[Inquiry]:
        """The questions strung together in one sentence, each by itself; none where there are not several."""
        pieces = strung(turn.understanding.query)
        if len(pieces) < 2 or len(turn.inquiries) > 1:
            return []
        asked = [Inquiry(piece, self.from_desk(piece, turn)) for piece in pieces[:MOST_QUESTIONS]]
        return [self.search.weighed(each) if each.outcomes else self._found(each.query, turn) for each in asked]

    def _in_context(self, turn: Turn) -> Inquiry | None:
        """The question behind the one before it, when it is answered so."""
        read = turn.understanding
        if not read.glued or read.joined or len(read.text) > LEANING or self.search.names_another_matter(read.text):
            return None
        behind = self._found(read.glued, turn)
        return behind if self.search.is_sure(behind) else None
