"""Questions about the rank among the people whom a unit recommends."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.calculators.outcome import Outcome
from assistant.calculators.ranking import rank_entry, which_rank
from assistant.exact.reading import Reader, Reading
from assistant.quantity import Quantity
from corpus.rules import RuleBook

TOPIC = "ranking"
_PEOPLE = ("人", "个人", "个", "名", "位")
_RANK_AFTER = ("第", "老", "排", "排名", "排名是", "名次", "名次是", "位次", "位次是", "排在", "排到")
_SENT = ("推荐", "推荐了", "报", "报了", "上报", "上报了")


@dataclass(frozen=True, slots=True)
class RankingAsk:
    """What a question about the rank gives."""

    rank: Decimal | None = None
    people: Decimal | None = None

    def __bool__(self) -> bool:
        return self.rank is not None or self.people is not None

    def over(self, earlier: "RankingAsk") -> "RankingAsk":
        """This ask on top of an earlier one: what it gives holds, the rest is taken over."""
        if self.people == 1:  # one person alone has one rank
            return self
        return RankingAsk(
            self.rank if self.rank is not None else earlier.rank,
            self.people if self.people is not None else earlier.people,
        )


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question gives both numbers, or one person alone."""
    ask = read(reading)
    return reader.about(TOPIC, reading) and ask.people is not None and (ask.rank is not None or ask.people == 1)


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after the numbers, only asks for the entry (推荐排序怎么写)."""
    return reader.goes_on(TOPIC, reading)


def read(reading: Reading) -> RankingAsk:
    """The rank and the number of people of a question, as far as each is one number."""
    ranks = [quantity for quantity in reading.quantities if _is_rank(reading, quantity)]
    people = [quantity for quantity in reading.counted(*_PEOPLE) if quantity not in ranks]
    sent = [quantity for quantity in people if reading.text[: quantity.start].endswith(_SENT)]
    return RankingAsk(_only(ranks), _only(sent or people))


def answer(ask: RankingAsk, book: RuleBook) -> Outcome:
    """The entry; who is recommended alone is the first of one; a number that is missing is asked for."""
    rank = Decimal(1) if ask.rank is None and ask.people == 1 else ask.rank
    if rank is None or ask.people is None:
        return which_rank(book.ranking[0])
    return rank_entry(book.ranking[0], rank, ask.people)


def _is_rank(reading: Reading, quantity: Quantity) -> bool:
    return reading.text[: quantity.start].endswith(_RANK_AFTER)


def _only(found: list[Quantity]) -> Decimal | None:
    values = {quantity.value for quantity in found}
    return values.pop() if len(values) == 1 else None
