"""Questions about publicity: from which day, until which, for how many days, in the unit or of the result."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from assistant.calculators.outcome import Outcome
from assistant.calculators.publicity import earliest_end, enough_days, which_start
from assistant.dates import WrittenDate, dates_in, later
from assistant.exact.reading import Reader, Reading
from assistant.messages import message
from assistant.quantity import Quantity
from corpus.rule_book import RuleBook

TOPIC = "publicity"
_DAYS = ("个工作日", "工作日")
_UNITS = ("天", "日", *_DAYS)
_WEEK = "一二三四五六日"
_WORKING = 5  # days of it
_WEEKDAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")
_MOST_DAYS = 366  # more than a year is a slip
_OTHER_MATTERS = ("评审", "申报", "答辩", "证", "费", "学时", "报名")
_BEGINS = re.compile(r"^[^,，。;；]{0,2}?(?:起|开始|贴|挂|公示|发布)")
_ENDS_AFTER = re.compile(r"^(?:就|可以|才|能|公示)?(?:结束|撤|撕|摘|到期|截止|为止)")
_ENDS_BEFORE = re.compile(r"(?:到|至|截止|截至|[-—~～])\s*$")


@dataclass(frozen=True, slots=True)
class PublicityAsk:
    """What a question about publicity gives; `days` is a number of days to be judged."""

    places: tuple[str, ...] = ()
    start: WrittenDate | None = None
    until: WrittenDate | None = None
    days: Quantity | None = None

    def __bool__(self) -> bool:
        return any((self.places, self.start, self.until, self.days))

    def over(self, earlier: "PublicityAsk") -> "PublicityAsk":
        """This ask on top of an earlier one; another start has no use for the end that was asked about."""
        same = self.start is None or self.start.day is None
        return PublicityAsk(
            self.places or earlier.places,
            self.start.over(earlier.start) if self.start else earlier.start,
            self.until or (earlier.until if same and not self.days else None),
            self.days or (earlier.days if same and not self.until else None),
        )


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question gives the day of the start, or a number of days to be judged."""
    start, until = _start_and_end(reading.text)
    dated = start is not None and start.day is not None
    if dated and reader.about(TOPIC, reading):
        return True
    return ((dated and until is not None) or _days(reading) is not None) and reader.about("publicity_days", reading)


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after such a question, only goes on with it (最早得到哪天)."""
    named = any(cue in reading.text for cue in reader.topics[TOPIC].cues)
    other = any(word in reading.text for word in _OTHER_MATTERS)
    return (named or not other) and (reader.goes_on(TOPIC, reading) or reader.goes_on("publicity_days", reading))


def read(reading: Reading, reader: Reader, names: Mapping[str, Sequence[str]]) -> PublicityAsk:
    """The slots of a question; nothing for one that is about another side of publicity.

    Args:
        names: the words by which people mean each place.
    """
    if reader.elsewhere(TOPIC, reading) and not reader.about("publicity_days", reading):
        return PublicityAsk()
    places = tuple(place for place, words in names.items() if any(word in reading.text for word in words))
    start, until = _start_and_end(reading.text)
    judged = start is None or reader.about("publicity_days", reading)
    return PublicityAsk(places, start, until, _days(reading) if judged else None)


def answer(ask: PublicityAsk, book: RuleBook) -> Outcome:
    """The earliest end, and whether the end or the days named are enough; a day that cannot be is asked about."""
    rules = [rule for rule in book.publicity if rule.place in ask.places] or book.publicity
    strange = next((said for said in (ask.start, ask.until) if said and not said.exists), None)
    if strange is not None:
        return replace(which_start(rules), said=(message("date.impossible", date=strange.spelled()),))
    if ask.start is None and ask.days is not None:
        return enough_days(rules, ask.days.value, ask.days.unit in _DAYS)
    if ask.start is None or not ask.start.complete:
        return which_start(rules)
    first, _ = ask.start.span()
    until = later(ask.until, first) if ask.until else None
    last = until.span()[0] if until and until.complete else None
    if last is None and ask.days is not None and ask.days.unit not in _DAYS:
        last = first + timedelta(days=int(ask.days.value))
    outcome = earliest_end(rules, first, last)
    if last is None and ask.days is not None:
        return replace(outcome, said=(*enough_days(rules, ask.days.value, working=True).said, *outcome.said))
    return outcome


def _start_and_end(text: str) -> tuple[WrittenDate | None, WrittenDate | None]:
    """The day of the start, and the day until which it is to last: by the words beside them, else in order."""
    found = dates_in(text)
    days = [said for said in found if said.day is not None] or found
    ending = [said for said in days if _ends(text, said)]
    begins = [said for said in days if said not in ending]
    start = next((said for said in begins if _BEGINS.match(text[said.end :])), begins[0] if begins else None)
    after = [said for said in days if start is not None and said.start > start.start]
    return start, next(iter(ending or after), None)


def _ends(text: str, said: WrittenDate) -> bool:
    before, after = text[: said.start], text[said.end :]
    if _ENDS_AFTER.match(after):
        return True
    return bool(_ENDS_BEFORE.search(before)) and not re.match(r"起|开始|贴|挂", after)


def _weekdays(text: str) -> Quantity | None:
    """The working days from one weekday to another (周三挂到周日: three); None where not just two are named."""
    named = list(_WEEKDAY.finditer(text))
    if len(named) != 2:
        return None
    first, last = (_WEEK.index(match[1].replace("天", _WEEK[-1])) for match in named)
    days = range(first, (last if last >= first else last + len(_WEEK)) + 1)
    working = sum(day % len(_WEEK) < _WORKING for day in days)
    return Quantity(named[0].start(), named[1].end(), Decimal(working), _DAYS[0])


def _days(reading: Reading) -> Quantity | None:
    """The one number of days that a question gives; none where several are given."""
    if (working := _weekdays(reading.text)) is not None:
        return working
    taken = dates_in(reading.text)
    days = [
        quantity
        for quantity in reading.counted(*_UNITS)
        if not reading.text[: quantity.start].endswith(("第", "每"))
        and not any(said.start <= quantity.start < said.end for said in taken)
    ]
    return days[0] if len(days) == 1 and 0 <= days[0].value <= _MOST_DAYS else None
