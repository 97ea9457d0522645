"""Which of the questions asked the texts answer: each by itself, else apart, else behind what came before it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile

from assistant.calculators.outcome import Outcome
from assistant.cues import part, verdict_cue
from assistant.exact.whose import own_story
from assistant.following import tells_only
from assistant.ordinal import points
from assistant.search import Search, found, led_by, names_a_matter
from assistant.turn import Inquiry, Turn
from assistant.understand import MOST_QUESTIONS, strung
from corpus.examples import Label

SHORT = 12  # characters of one that names little by itself
DOUBTFUL = 0.8  # confidence below which such a one may have been taken for something else
FAR = 0.8  # cosine below which what it found by itself may only share its words
EACH_SURE = 0.9  # confidence of each of several questions that a comma joins
LEANING = 24  # characters of a turn that may lean on the one before though it does not look so

# what rules say to a question of a turn, read behind those that stand before it in the turn
FromDesk = Callable[[str, tuple[str, ...], Turn], tuple[Outcome, ...]]


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
        each = [self._in_our_words(turn, inquiry) for inquiry in each]
        if read.joined:
            each = self._not_by_the_words_before(turn, each)
        each = [self._behind_first(turn, inquiry) for inquiry in each]
        if not self._sure(each):
            each = self._apart(turn) or self._surely_apart(turn) or each
        elif len(each) == 1 and not read.joined:
            each = self._each_surely(turn, each[0])
        if read.glued and not read.joined and len(each) == 1 and not each[0].outcomes:
            each = [self._behind_what_came_before(turn, each[0])]
        each = [self._led_by_story(turn, inquiry) for inquiry in each]
        each = [inquiry if self._has_item(turn, inquiry) else replace(inquiry, confidence=0.0) for inquiry in each]
        covered = self._sure(each)
        uncovered = tuple(
            inquiry.query
            for inquiry in each
            if inquiry not in covered and not (inquiry.besides and self.search.is_off_topic(inquiry))
        )
        slips = tuple(dict.fromkeys(slip for inquiry in covered for slip in (*read.respelt, *inquiry.respelt)))
        read = replace(read, respelt=slips or read.respelt)
        return replace(turn, understanding=read, inquiries=tuple(covered or each[:1]), uncovered=uncovered)

    def ahead(self, turn: Turn) -> list[str]:
        """What weighing the turn's inquiries will search for besides them, as far as their words show."""
        read = turn.understanding
        if read.joined:
            return [read.text] if names_a_matter(read.text) else []
        return [inquiry.query for inquiry in self._pieces(turn) if not inquiry.outcomes]

    def _pieces(self, turn: Turn) -> list[Inquiry]:
        """The questions of a turn that are joined by commas, not yet searched for.

        None where one of them names nothing, and rules do not answer it behind the others (…能退吗，高级多少).
        """
        pieces = strung(turn.understanding.query, loosely=True) if len(turn.inquiries) == 1 else ()
        if not 1 < len(pieces) <= MOST_QUESTIONS:
            return []
        each = self._from_rules(pieces, turn)
        return each if all(one.outcomes or names_a_matter(one.query) for one in each) else []

    def _from_rules(self, pieces: tuple[str, ...], turn: Turn) -> list[Inquiry]:
        return [Inquiry(piece, self.from_desk(piece, pieces[:at], turn)) for at, piece in enumerate(pieces)]

    def _looked_up(self, asked: list[Inquiry], turn: Turn) -> list[Inquiry]:
        """Questions with what rules, or else the texts, say to each of them."""
        return [self.search.weighed(one) if one.outcomes else self._found(one.query, turn) for one in asked]

    def _sure(self, inquiries: list[Inquiry]) -> list[Inquiry]:
        return [inquiry for inquiry in inquiries if self.search.is_sure(inquiry)]

    def _found(self, query: str, turn: Turn, own: str | None = None) -> Inquiry:
        read = turn.understanding
        district = read.district.name if read.district else None
        return self.search.weighed(found(Inquiry(query), self.search.retriever, district, read.question.on, own=own))

    def _in_our_words(self, turn: Turn, inquiry: Inquiry) -> Inquiry:
        """A question that finds nothing, asked once more in the words of the texts (起码 → 最少), or spelt boldly."""
        if inquiry.outcomes or self.search.is_sure(inquiry):
            return inquiry
        if again := self._again(turn, inquiry, self.search.wording.in_our_words(inquiry.query)):
            return again
        spelt, respelt = self.search.spelling.bold(inquiry.query)
        again = self._again(turn, inquiry, spelt)
        return replace(again, respelt=respelt) if again else inquiry

    def _again(self, turn: Turn, inquiry: Inquiry, words: str) -> Inquiry | None:
        """The question with what it finds in other words; None where it is not sure so."""
        again = self._found(words, turn) if words != inquiry.query else inquiry
        return replace(again, query=inquiry.query, besides=inquiry.besides) if self.search.is_sure(again) else None

    def _not_by_the_words_before(self, turn: Turn, each: list[Inquiry]) -> list[Inquiry]:
        """What a follow-up joined to the question before found, unless its own words show another matter.

        Where that finds nothing, the follow-up by itself: 自由职业，没单位，怎么报呢 only ends like an aside.
        """
        if self.search.unsaid.asked(turn.understanding.text):
            return [inquiry if inquiry.outcomes else replace(inquiry, confidence=0.0) for inquiry in each]
        if self._sure(each) and not names_a_matter(turn.understanding.text):
            return each
        alone = self._found(turn.understanding.text, turn)
        if self.search.is_another_matter(alone, max((inquiry.confidence for inquiry in each), default=0.0)):
            each = [inquiry if inquiry.outcomes else replace(inquiry, confidence=0.0) for inquiry in each]
        return each if self._sure(each) or not self.search.is_sure(alone) else [alone]

    def _behind_what_came_before(self, turn: Turn, alone: Inquiry) -> Inquiry:
        """A turn that finds nothing by itself, or a short one that finds it with doubt, read with what came before.

        Only where it is surer so, and where its own words do not show another matter.
        """
        length, sure = len(turn.understanding.text), self.search.is_sure(alone)
        leans = length <= LEANING
        if sure:
            far = bool(alone.hits) and alone.hits[0].similarity < FAR
            leans = length <= SHORT and (alone.confidence < DOUBTFUL or far)
        own = turn.understanding.text
        if not leans or self.search.unsaid.asked(own) or part("other_matter").search(own):
            return alone
        behind = self._found(turn.understanding.glued, turn, turn.understanding.text)
        if self.search.is_another_matter(alone, behind.confidence):
            return alone
        return behind if self.search.is_sure(behind) and behind.confidence > alone.confidence else alone

    def _has_item(self, turn: Turn, inquiry: Inquiry) -> bool:
        """False where a turn points to an item (第九步呢) that what was found before does not have."""
        read = turn.understanding
        points_to_item = read.joined and not inquiry.outcomes and points(read.text)
        return not points_to_item or self.search.composer.item(inquiry.query, read.text, inquiry.hits) is not None

    def _led_by_story(self, turn: Turn, inquiry: Inquiry) -> Inquiry:
        """What a question found, first what it finds behind that which was told right before it."""
        read = turn.understanding
        # one that was read behind another turn has its story already
        if inquiry.query != read.text or inquiry.outcomes or not self.search.is_sure(inquiry):
            return inquiry
        story = own_story(read.text, list(takewhile(_only_tells, reversed(read.before)))[::-1])
        if not story:
            return inquiry
        whole = "，".join([*story, inquiry.query])
        best = self._found(whole, turn).hits[0].clause.id
        led = led_by(inquiry, lambda hit: hit.clause.id == best)
        return replace(led, query=whole) if led.hits[0].clause.id == best else inquiry

    def _behind_first(self, turn: Turn, inquiry: Inquiry) -> Inquiry:
        """A later question of a message that finds nothing by itself, read behind the first where that helps."""
        first = turn.inquiries[0]
        later = inquiry.query != first.query and not inquiry.besides and len(inquiry.query) <= LEANING
        if not later or self.search.is_sure(inquiry) or self.search.is_another_matter(inquiry):
            return inquiry
        behind = self._found(f"{first.query} {inquiry.query}", turn)
        new = not first.hits or behind.hits[0].clause.id != first.hits[0].clause.id
        return replace(behind, query=inquiry.query) if new and self.search.is_sure(behind) else inquiry

    def _each_surely(self, turn: Turn, whole: Inquiry) -> list[Inquiry]:
        """Questions that a comma joins, where each by itself is surely answered, and by another clause than the others.

        One of them must be what the whole found: else a comma inside of one question was taken for one between two.
        """
        pieces = self._pieces(turn)
        if whole.outcomes or not pieces:
            return [whole]
        each = self._looked_up(pieces, turn)
        best = [_leads_to(one) for one in each]
        apart = None not in best and len(set(best)) == len(each) and _leads_to(whole) in best
        return each if apart and all(one.confidence >= EACH_SURE for one in each) else [whole]

    def _surely_apart(self, turn: Turn) -> list[Inquiry]:
        """Questions that a comma joins and that together find nothing, where one by itself is surely answered."""
        read, pieces = turn.understanding, self._pieces(turn)
        if not pieces or read.query != read.text or turn.inquiries[0].outcomes or not self._is_ours(turn.inquiries[0]):
            return []
        each = self._looked_up(pieces, turn)
        sure = any(one.confidence >= EACH_SURE and not any(said.asks for said in one.outcomes) for one in each)
        return each if sure else []

    def _is_ours(self, inquiry: Inquiry) -> bool:
        """True for what the texts may not say, though it is our subject, and no matter that they never speak of."""
        apart = self.search.elsewhere.asked(inquiry.query) or self.search.unsaid.alone(inquiry.query)
        return not apart and self.search.why_not(inquiry) is Label.UNCOVERED

    def _apart(self, turn: Turn) -> list[Inquiry]:
        """The questions strung together in one sentence, each by itself; none where there are not several."""
        pieces = strung(turn.understanding.query)
        if len(pieces) < 2 or len(turn.inquiries) > 1:
            return []
        return self._looked_up(self._from_rules(pieces[:MOST_QUESTIONS], turn), turn)


def _leads_to(inquiry: Inquiry) -> str | None:
    """The clause that an inquiry is answered by first."""
    if inquiry.outcomes:
        return next((quoted.clause for quoted in inquiry.outcomes[0].basis), None)
    return inquiry.hits[0].clause.id if inquiry.hits else None


def _only_tells(said: str) -> bool:
    """True for a turn that tells something, and wants nothing of it confirmed (中级160没错吧)."""
    return tells_only(said) and verdict_cue("confirm").search(said) is None
