"""Questions about publicity: from which day, until which, for how many days, in the unit or of the result."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.calculators.outcome import Outcome
from assistant.calculators.publicity import Stretch, earliest_end, enough_days, enough_weekdays, in_all, which_start
from assistant.dates import WrittenDate, dates_in, later
from assistant.exact.reading import Reader, Reading
from assistant.messages import message
from assistant.quantity import Quantity
from corpus.rule_book import RuleBook
from corpus.rules import PublicityRule

TOPIC = "publicity"
_DAYS = ("个工作日", "工作日")
_UNITS = ("天", "日", *_DAYS)
_WEEK = "一二三四五六日"
_WORKING = 5  # days of it
_WEEKDAY = re.compile(
    r"(?P<week>上上|下下|上|下|这|本|隔)?个?(?:(?<=隔)(?:周|星期|礼拜)的?)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
)
_WEEKS = {"上上": (-2,), "上": (-1,), "这": (0,), "本": (0,), "下": (1,), "下下": (2,), "隔": (1, 2)}
_TAKEN_DOWN = "撤|揭|撕|摘|取下|拿下|收起|收了|停了|结束"
_ON_DAY = re.compile(rf"[^，,。;；]{{0,4}}?(?:{_TAKEN_DOWN})")  # 第3天就撤了
_EARLY = re.compile(rf"提前[^，,。;；]{{0,4}}(?:{_TAKEN_DOWN})|没(?:到期|到时间|到日子|[挂贴]满|公示满|公示完)")
_ASKS_DAYS = re.compile("(几|多少)个?(工作日|天|日)")
_TOGETHER = re.compile("[捏合加凑放连并][在到]?一?[块起]|一共|总共|合计|加起来|两次|两回|前后")
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
    stretches: tuple[Stretch, ...] = ()  # from one weekday to another, in each way that it may be meant
    summed: bool = False  # the days of several publicities together are asked for

    def __bool__(self) -> bool:
        return any((self.places, self.start, self.until, self.days, self.stretches))

    def over(self, earlier: "PublicityAsk") -> "PublicityAsk":
        """This ask on top of an earlier one; another start has no use for the end that was asked about."""
        same = self.start is None or self.start.day is None
        return PublicityAsk(
            self.places or earlier.places,
            self.start.over(earlier.start) if self.start else earlier.start,
            self.until or (earlier.until if same and not self.days else None),
            self.days or (earlier.days if same and not self.until and not self.stretches else None),
            self.stretches or (earlier.stretches if not any((self.start, self.until, self.days)) else ()),
        )


def asked(reading: Reading, reader: Reader, names: Mapping[str, Sequence[str]]) -> bool:
    """True when a question gives the day of the start, or days to be judged, or asks for several publicities' days."""
    if _is_sum(reading.text, names):
        return reader.cued("publicity_days", reading)
    start, until = _start_and_end(reading.text)
    dated = start is not None and start.day is not None
    if dated and reader.about(TOPIC, reading):
        return True
    given = (dated and until is not None) or bool(_stretches(reading.text)) or _days(reading) is not None
    return given and reader.about("publicity_days", reading)


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
    if _is_sum(reading.text, names):
        return PublicityAsk(tuple(names), summed=True)
    if reader.elsewhere(TOPIC, reading) and not reader.about("publicity_days", reading):
        return PublicityAsk()
    places = tuple(place for place, words in names.items() if any(word in reading.text for word in words))
    start, until = _start_and_end(reading.text)
    judged = start is None or reader.about("publicity_days", reading)
    stretches = _stretches(reading.text) if judged else ()
    return PublicityAsk(places, start, until, _days(reading) if judged and not stretches else None, stretches)


def answer(ask: PublicityAsk, book: RuleBook) -> Outcome:
    """The earliest end, and whether the end or the days named are enough; a day that cannot be is asked about."""
    rules = [rule for rule in book.publicity if rule.place in ask.places] or book.publicity
    strange = next((said for said in (ask.start, ask.until) if said and not said.exists), None)
    if strange is not None:
        return replace(which_start(rules), said=(message("date.impossible", date=strange.spelled()),))
    if ask.start is None or not ask.start.complete:
        return _without_start(ask, rules)
    first, _ = ask.start.span()
    until = later(ask.until, first) if ask.until else None
    last = until.span()[0] if until and until.complete else None
    exact = ask.days is not None and not (ask.days.below or ask.days.most)
    if last is None and exact and ask.days is not None and ask.days.unit not in _DAYS:
        last = first + timedelta(days=int(ask.days.value))
    outcome = earliest_end(rules, first, last)
    if last is None and ask.days is not None:
        return replace(outcome, said=(*_enough(replace(ask.days, unit=_DAYS[0]), rules).said, *outcome.said))
    return outcome


def _without_start(ask: PublicityAsk, rules: Sequence[PublicityRule]) -> Outcome:
    """What can be said without the day of the start; else it is asked for."""
    if ask.summed:
        return in_all(rules)
    if ask.stretches:
        return enough_weekdays(rules, ask.stretches)
    return _enough(ask.days, rules) if ask.start is None and ask.days is not None else which_start(rules)


def _enough(days: Quantity, rules: Sequence[PublicityRule]) -> Outcome:
    return enough_days(rules, days.value, days.unit in _DAYS, below=days.below, most=days.most)


def _is_sum(text: str, names: Mapping[str, Sequence[str]]) -> bool:
    """True for a question for the days of all publicities together (单位那次和评完那次加一起至少几个工作日)."""
    all_named = len(names) > 1 and all(any(word in text for word in words) for words in names.values())
    return all_named and _ASKS_DAYS.search(text) is not None and _TOGETHER.search(text) is not None


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


def _stretches(text: str) -> tuple[Stretch, ...]:
    """The working days from one weekday to another (周三挂到周日), in each way that 隔周 may be meant.

    Nothing where not just two weekdays are named, or the second is not behind the first.
    """
    named = list(_WEEKDAY.finditer(text))
    if len(named) != 2:
        return ()
    first, last = (_WEEK.index(match["day"].replace("天", _WEEK[-1])) for match in named)
    since, until = (_WEEKS.get(match["week"]) for match in named)
    begin = (since or (0,))[0]
    if until is None:  # 上周三到周五: of the same week, or of the next
        ends: tuple[int, ...] = (begin + (last < first),)
    elif since is None and until == (0,) and last < first:
        begin, ends = -1, until  # 周三挂到这周二
    else:
        ends = until
    spans = [range(begin * len(_WEEK) + first, end * len(_WEEK) + last + 1) for end in ends]
    return tuple(_stretch(span) for span in spans) if all(len(span) > 1 for span in spans) else ()


def _stretch(days: range) -> Stretch:
    working = [day for day in days if day % len(_WEEK) < _WORKING]
    return Stretch(len(working), len([day for day in working if day > days.start]))


def _days(reading: Reading) -> Quantity | None:
    """The one number of days that a question gives, or of the day on which it was over; none where several are given.

    What was over before its time was not quite so long.
    """
    taken = dates_in(reading.text)
    told = [q for q in reading.counted(*_UNITS) if not any(said.start <= q.start < said.end for said in taken)]
    over = [q for q in told if _is_nth(reading, q) and _ON_DAY.match(reading.text, q.end)]
    days = [q for q in told if not reading.text[: q.start].endswith(("第", "每"))]
    if over:  # from the fifth day on it depends on which days they were
        days = [replace(over[0], unit=over[0].unit if over[0].value < _WORKING else _UNITS[0])]
    if len(days) != 1 or not 0 <= days[0].value <= _MOST_DAYS:
        return None
    return replace(days[0], below=True, most=False) if _EARLY.search(reading.text) and not over else days[0]


def _is_nth(reading: Reading, quantity: Quantity) -> bool:
    return reading.text[: quantity.start].endswith("第")
