"""Questions about years of appointment: since when, up to which year of application, with which gaps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from assistant.calculators.outcome import Outcome
from assistant.calculators.tenure import (
    Day,
    Gap,
    Months,
    gap_between,
    left_out,
    which_gap,
    which_start,
    which_year,
    whole_years,
    years_of_length,
)
from assistant.cues import part
from assistant.dates import WrittenDate, dates_in
from assistant.exact.reading import Reader, Reading
from assistant.messages import message
from assistant.quantity import Quantity
from corpus.rule_book import RuleBook

TOPIC = "tenure"
_NAME = re.compile("聘[任用](?:的)?年限")
_JOINED = re.compile(r"\s*(?:起|开始)?\s*(?:到|至|[-—~～]+)\s*")
_BROKEN = re.compile("断|停了|歇了|停聘|解聘|没聘|未聘|离岗|离职|空档")
_UNBROKEN = re.compile("(?:没有?|未|不|无)(?:过)?(?:间断|中断|断)")
_BREAK = re.compile(r"[,，。;；、!！?？]")
_CLAUSE = re.compile(r"[^,，。;；、!！?？]+")
_LASTED = re.compile("(?<![停解])聘了?(?:满|有|了)?$|年$")
_WHOLE_YEAR_OFF = re.compile(
    "(?:整|一整|全)年(?![^，,。；;]{0,6}[没未不]有?过?(?:断|停|间|中))[^，,。；;]{0,8}(?:断|没|停)"
)
_AS_OF_NOW = re.compile("现在|目前|月份|截至|到今年(?!12|十二|年底|底)")  # not up to the day of the year
# what a date is of, by the words right after it; the first that fits
_ROLES = (
    ("off", _WHOLE_YEAR_OFF),
    ("stop", re.compile(r".{0,4}(?:停聘|解聘|断|离职|离岗)")),
    ("resume", re.compile(r".{0,2}(?:恢复|复聘|又聘|续聘|再聘|重新聘|接着聘)")),
    ("year", re.compile(r"(?:的时候|时|想|要|准备|去)?(?:申报|报|参评|评(?![上的下]))")),
    ("other", re.compile(r".{0,3}(?:取得|拿|评上|评的|评下|考|获|通过|发证|毕业|参加工作|入职)")),
    ("start", re.compile(r".{0,6}聘")),
)
_YEAR_BEFORE = re.compile(r"(?:申报|(?<!上)报|今年|年度)(?:的)?(?:时间|年份|年度|年)?(?:就是|是|为|[:：])?\s*$")
_UP_TO_THIS_YEAR = re.compile("[到至](今年|当年|本年|这年)的?$")
_UP_TO = re.compile(r"[到至]\s*$")
_VAGUE_AFTER = ("多", "来", "左右", "上下")
_VAGUE_BEFORE = ("约", "大概", "近", "差不多", "超过", "不到", "不足")
_MONTHS = {
    "年": Months(Decimal(12), Decimal(12)),
    "个月": Months(Decimal(1), Decimal(1)),
    "天": Months(Decimal("0.03"), Decimal("0.04")),  # of a month of 31 days, of 28
}
_SHORT_YEAR = re.compile(r"[底初末中到至]|开始|起|上半|下半|以后|之后")  # 14年到15年底 are no lengths
_LEAST_SHORT = 10
_ONE_BY_ONE = re.compile(r"\s*(?:一|头|第|前|分别|每|各|先|其中|都是)")  # 一回八个月一回一年
_SHORT_OF = re.compile("(差|缺|少|欠)了?$")
_UP_TO_FULL = re.compile("[就才还也]?(满|到|够|满够)?(了|整)?|[，,]?(还|就|只)?(差|缺|少|欠)了?")
_EACH_TIME = re.compile(r"\s*(?:每|各|都是)")
_TIMES = ("回", "次")
_SAID_OF_RESULT = re.compile("([填写算满够]|(?<![停解])聘)[了上]?$")  # 填4年 is no gap


@dataclass(frozen=True, slots=True)
class TenureAsk:
    """What a question gives; `gaps` is None where none is spoken of, `unclear` says that one has no length."""

    start: WrittenDate | None = None
    year: int | None = None
    gaps: tuple[Gap, ...] | None = None
    unclear: bool = False
    strange: WrittenDate | None = None  # a date that the calendar does not have
    length: Gap | None = None  # how long it lasted, where that is told and no dates are
    counted: bool = False  # whether a gap counts is asked, and not how many years there are

    def __bool__(self) -> bool:
        return any((self.start, self.year, self.gaps is not None, self.unclear, self.strange, self.length))

    def beside(self, earlier: "TenureAsk") -> "TenureAsk":
        """This ask by itself, in the same year of application (我老公是2019年3月聘的，他填几)."""
        return replace(self, year=self.year or earlier.year)

    def over(self, earlier: "TenureAsk") -> "TenureAsk":
        """This ask on top of an earlier one: what it gives holds, the rest is taken over."""
        gaps_said = self.gaps is not None or self.unclear
        start = self.start.over(earlier.start) if self.start and self.start.year is None else self.start
        return TenureAsk(
            start or earlier.start,
            self.year or earlier.year,
            self.gaps if gaps_said else earlier.gaps,
            self.unclear if gaps_said else earlier.unclear,
            self.strange,
            self.length or earlier.length,
            self.counted,
        )


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question is about these years and gives a date; unnamed, the day of the appointment."""
    if reader.about(TOPIC, reading):
        return bool(dates_in(reading.text)) or read(reading, reader).length is not None
    return reader.about("tenure_unnamed", reading) and read(reading, reader).start is not None


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after the dates, only asks for these years (聘任年限填几)."""
    return reader.goes_on(TOPIC, reading) or reader.goes_on("tenure_unnamed", reading)


def read(reading: Reading, reader: Reader) -> TenureAsk:
    """The slots of a question; nothing for one that is about another side of it."""
    if reader.elsewhere(TOPIC, reading):
        return TenureAsk()
    found = dates_in(reading.text)
    strange = next((said for said in found if not said.exists), None)
    if strange is not None:
        return TenureAsk(strange=strange)
    text = _NAME.sub(lambda match: "\0" * len(match.group()), reading.text)
    roles = [_role(text, said, found) for said in found]
    breaks = [pair for pair in pairwise(range(len(found))) if _is_break(text, found, roles, *pair)]
    taken = {number for pair in breaks for number in pair}
    rest = [(role, said) for number, (role, said) in enumerate(zip(roles, found, strict=True)) if number not in taken]
    gaps, unclear = _gaps(reading, found, [(found[one], found[two]) for one, two in breaks])
    gaps = _whole_years_off(text, found, gaps)
    start = _start(rest)
    lasted = [
        said
        for said in reading.counted(*_MONTHS)
        if start is None and gaps is None and _LASTED.search(text[: said.start]) and not _is_dated(said, found)
    ]
    one = all(two.start - first.end <= 1 for first, two in pairwise(lasted))  # 三年零十个月
    told = bool(lasted) and one and _AS_OF_NOW.search(text) is None
    length = Gap(_months(lasted), text[lasted[0].start : lasted[-1].end]) if told else None
    if start is None and gaps is None and _AS_OF_NOW.search(text) is None:
        length = _short_of(text, [q for q in reading.counted(*_MONTHS) if not _is_dated(q, found)]) or length
    counted = part("counted_in").search(reading.text) is not None
    return TenureAsk(start, _year(rest, start), gaps, unclear, length=length, counted=counted)


def _short_of(text: str, told: Sequence[Quantity]) -> Gap | None:
    """How long it lasted where it is told as so much less than so many years (差两个月满5年, 3年差一个月)."""
    less = [quantity for quantity in told if _SHORT_OF.search(text, 0, quantity.start)]
    full = [quantity for quantity in told if quantity not in less]
    if len(less) != 1 or len(full) != 1 or less[0].value >= full[0].value * _MONTHS[full[0].unit].least:
        return None
    between = text[min(less[0].end, full[0].end) : max(less[0].start, full[0].start)]
    if _UP_TO_FULL.fullmatch(between) is None:
        return None
    first, last = sorted((less[0], full[0]), key=lambda quantity: quantity.start)
    return Gap(_months(full).less(_months(less)), text[first.start - (first in less) : last.end])


def answer(ask: TenureAsk, book: RuleBook) -> Outcome:
    """The whole years; what is missing for them is asked for, one thing at a time."""
    rule = book.tenure[0]
    if ask.length is not None and ask.start is None and ask.gaps is None:
        return years_of_length(rule, ask.length)
    if ask.strange is not None:
        return replace(which_start(rule), said=(message("date.impossible", date=ask.strange.spelled()),))
    if ask.start is None or ask.start.year is None or ask.start.month is None:
        broken = ask.gaps is not None or ask.unclear
        return left_out(rule) if broken and ask.counted else which_start(rule)
    if ask.year is None:
        return which_year(rule)
    if ask.unclear:
        return which_gap(rule)
    return whole_years(rule, _day(ask.start), ask.year, ask.gaps or ())


def _whole_years_off(text: str, found: Sequence[WrittenDate], gaps: tuple[Gap, ...] | None) -> tuple[Gap, ...] | None:
    """The gaps with the calendar years that were off as a whole (2020年整年没聘)."""
    off = [said for said in found if said.month is None and _WHOLE_YEAR_OFF.match(text, said.end)]
    more = tuple(Gap(Months(Decimal(12), Decimal(12)), said.spelled()) for said in off)
    return (*(gaps or ()), *more) if more else gaps


def _day(said: WrittenDate) -> Day:
    return Day(*said.span(), said.spelled())


def _role(text: str, said: WrittenDate, found: Sequence[WrittenDate]) -> str:
    """What a date is of: start, year, stop, resume, other; empty where no word beside it says."""
    since = max((other.end for other in found if other.end <= said.start), default=0)
    to = min((other.start for other in found if other.start >= said.end), default=len(text))
    before, after = _BREAK.split(text[since : said.start])[-1], _BREAK.split(text[said.end : to])[0]
    if (said.month, said.day) == (12, 31) and _UP_TO_THIS_YEAR.search(before):
        return "year"
    role = next((name for name, words in _ROLES if words.match(after)), "")
    if role:
        return role
    if _YEAR_BEFORE.search(before) or ((said.month, said.day) == (12, 31) and _UP_TO.search(before)):
        return "year"
    return "start" if "聘" in before else ""


def _is_break(text: str, found: Sequence[WrittenDate], roles: Sequence[str], one: int, two: int) -> bool:
    """True for two dates between which the appointment was broken off (A到B中断, A停聘、B又聘)."""
    if (roles[one], roles[two]) == ("stop", "resume"):
        return True
    since, to = found[one], found[two]
    clause = _BREAK.split(text[: since.start])[-1] + _BREAK.split(text[to.end :])[0]
    return _JOINED.fullmatch(text[since.end : to.start]) is not None and _BROKEN.search(clause) is not None


def _start(roles: Sequence[tuple[str, WrittenDate]]) -> WrittenDate | None:
    """The date of the appointment; None where several may be meant."""
    said = [date for role, date in roles if role == "start"]
    bare = [date for role, date in roles if not role and date.month is not None]
    candidates = said or bare
    return candidates[0] if len(candidates) == 1 else None


def _year(roles: Sequence[tuple[str, WrittenDate]], start: WrittenDate | None) -> int | None:
    """The year of application; a bare year besides the appointment is one, too."""
    said = [date.year for role, date in roles if role == "year"]
    bare = [date.year for role, date in roles if not role and date.month is None and date is not start]
    years = {year for year in said or bare if year}
    return years.pop() if len(years) == 1 else None


def _gaps(
    reading: Reading, found: Sequence[WrittenDate], breaks: Sequence[tuple[WrittenDate, WrittenDate]]
) -> tuple[tuple[Gap, ...] | None, bool]:
    """The gaps spoken of (None: no word of any), and whether the length of one is not clear."""
    whole = [pair for pair in breaks if all(said.year and said.month for said in pair)]
    gaps = [gap_between(_day(since), _day(to)) for since, to in whole]
    spoken, vague = bool(breaks), len(whole) < len(breaks)
    clauses = list(_CLAUSE.finditer(reading.text))
    for number, clause in enumerate(clauses):
        if not _BROKEN.search(clause.group()):
            continue
        spoken = True
        whole_years = any(_WHOLE_YEAR_OFF.match(reading.text, said.end) for said in found if _within(said, clause))
        if (
            whole_years
            or _UNBROKEN.search(clause.group())
            or any(_within(said, clause) for pair in breaks for said in pair)
        ):
            continue
        lengths = [q for q in _lengths(reading, found) if clause.start() <= q.start < clause.end()]
        if any(since.end <= q.start < to.start for since, to in whole for q in lengths):
            continue  # 18年2月停聘，歇了一年零两个月，19年5月重新聘: the one gap, told twice
        times = 1
        following = clauses[number + 1] if number + 1 < len(clauses) else None
        if not lengths and following and _ONE_BY_ONE.match(following.group()):
            lengths = [q for q in _lengths(reading, found) if following.start() <= q.start < following.end()]
            counts = [int(q.value) for q in reading.counted(*_TIMES) if clause.start() <= q.start < clause.end()]
            times = counts[0] if counts and _EACH_TIME.match(following.group()) else 1
        vague = vague or not lengths or any(_is_vague(reading.text, quantity) for quantity in lengths)
        if lengths:
            shown = reading.text[lengths[0].start : lengths[-1].end]
            gaps.append(Gap(_months(lengths * times), shown))
    return (tuple(gaps) if spoken else None), vague


def _within(said: WrittenDate, clause: re.Match[str]) -> bool:
    return clause.start() <= said.start < clause.end()


def _lengths(reading: Reading, found: Sequence[WrittenDate]) -> Iterator[Quantity]:
    """The quantities of time that are no part of a date and not the result asked about."""
    for quantity in reading.counted(*_MONTHS):
        if (
            not _is_dated(quantity, found)
            and not _is_short_year(reading.text, quantity)
            and not _SAID_OF_RESULT.search(reading.text[: quantity.start])
        ):
            yield quantity


def _is_dated(quantity: Quantity, found: Sequence[WrittenDate]) -> bool:
    return any(said.start <= quantity.start < said.end for said in found)


def _is_short_year(text: str, quantity: Quantity) -> bool:
    """True for 14年 in 14年到15年底: a year of the calendar, and no length."""
    return (
        quantity.unit == "年" and quantity.value >= _LEAST_SHORT and _SHORT_YEAR.match(text, quantity.end) is not None
    )


def _is_vague(text: str, quantity: Quantity) -> bool:
    return text[quantity.end :].startswith(_VAGUE_AFTER) or text[: quantity.start].endswith(_VAGUE_BEFORE)


def _months(lengths: Sequence[Quantity]) -> Months:
    least = sum((quantity.value * _MONTHS[quantity.unit].least for quantity in lengths), Decimal(0))
    most = sum((quantity.value * _MONTHS[quantity.unit].most for quantity in lengths), Decimal(0))
    return Months(least, most)
