"""Questions about years of professional work: which stretches were told, and which breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from assistant.calculators.outcome import Outcome
from assistant.calculators.practice import Stretch, practice_years
from assistant.dates import WrittenDate, dates_in, months_between
from assistant.exact.reading import Reader, Reading, stretch_around
from assistant.exact.years import joined
from corpus.rule_book import RuleBook

TOPIC = "practice"
_YEAR = Decimal(12)
_LONGEST = 60  # years
_THIS = "这"
_JOINED = re.compile(r"\s*(?:起|开始)?\s*(?:一直|算|干|做)?\s*(?:到|至|[-—~～]+)\s*")
_UNTIL = re.compile(r"(?:算|干|做|一直|截)?[到至止]\s*$")
# no professional work
_OFF = re.compile(
    "没(?:有)?(?:再)?(?:干|做|搞|从事)|不(?:再)?(?:干|做|搞|从事)|中断|间断|断了|断过|停薪|停了|歇|脱产|待业|失业|"
    "在家(?![电具居])|做买卖|(?<!外)卖(?!场)|开[^，,。；;]{0,3}店|开饭|送外卖|打零工|带孩子|生意"
)
_INSIDE = re.compile("中间|其中|期间|里头|里面|里有|当中|扣掉|扣除|减去|刨去|除去|工夫里")
_SEQUENCE = re.compile("先|后来|又|再|然后|之后|接着")
# whether such years are years of professional work is not said, or they are none
_DOUBTFUL = re.compile(
    "当兵|部队|行政|公务员|保安|门卫|销售|大学|读书|念书|考研|读研|工龄|实习|见习|借调|援|离职|辞职|转行|改行|上学|学徒|助理|"
    "[产病事年哺育陪长丧婚]假|休假"
)
_TECHNICAL = re.compile(
    "技术|工程|设计|画图|测绘|专业|这行|化验|教书|教学|施工|研发|编程|档案|会计|审计|统计|编辑|记者|医|护|监理|造价|实验|农艺|翻译"
)
# 08年进厂, 15到17年: years of the calendar without their century, and no lengths
_SHORT_YEARS = re.compile(
    r"(?<!\d)\d{2}年?(?:底|初|末)?[到至—~-]\d{2}年|(?<!\d)\d{2}年(?:进|入|毕业|参加|开始|起|到|至|[春夏秋冬底初末])"
)
_INSIDE = re.compile("中间|其中|期间|里头|里面|里有|当中|扣掉|扣除|减去|刨去|除去")
_TOLD_OFF = re.compile("[^0-9一二两三四五六七八九十半，,。；;]{0,3}(没|不)(再)?(干|做|搞|从事)")
_ALREADY = re.compile("(?:填|写|算成?|满)$")  # 填8年对吗 is the result


@dataclass(frozen=True, slots=True)
class PracticeAsk:
    """What a question tells of somebody's work; `unclear` says that lengths were told which may or may not add up."""

    work: tuple[Stretch, ...] = ()
    gaps: tuple[Stretch, ...] = ()
    unclear: bool = False

    def __bool__(self) -> bool:
        return bool(self.work or self.gaps or self.unclear)

    def over(self, earlier: "PracticeAsk") -> "PracticeAsk":
        """This ask on top of an earlier one: breaks come on top, other work takes its place."""
        return PracticeAsk(self.work or earlier.work, (*(() if self.work else earlier.gaps), *self.gaps), self.unclear)


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question is about these years and tells of stretches of work."""
    ask = read(reading, reader)
    return reader.about(TOPIC, reading) and bool(ask.work or ask.unclear)


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after the stretches, only asks for these years (那一栏填几)."""
    return reader.goes_on(TOPIC, reading)


def read(reading: Reading, reader: Reader) -> PracticeAsk:
    """The stretches of work of a question, and the breaks; nothing for one that is about another side of it."""
    if reader.elsewhere(TOPIC, reading):
        return PracticeAsk()
    if _DOUBTFUL.search(reading.text) or _SHORT_YEARS.search(reading.text):
        return PracticeAsk(unclear=True)
    dated = [said for said in dates_in(reading.text) if said.exists and said.year and said.month]
    return _by_dates(reading, dated) if dated else _by_lengths(reading)


def _by_dates(reading: Reading, dated: Sequence[WrittenDate]) -> PracticeAsk:
    """Stretches from one date to another, less those inside of them without professional work."""
    ranges = list(_ranges(reading.text, dated))
    if len(ranges) * 2 < len(dated):  # a date that belongs to none
        return PracticeAsk(unclear=True)
    off = [each for each in ranges if _is_off(reading.text, each[0], each[1])]
    work = [each for each in ranges if each not in off]
    inner = [one for one in work if any(_inside(one, other) for other in work)]
    gaps = [one for one in off if not work or any(_inside(one, other) for other in work)]
    told = [] if len(work) > 1 else [each for is_off, each in _lengths(reading) if is_off]
    if inner:  # 其中…做技术: which of the two counts?
        return PracticeAsk(unclear=True)
    return PracticeAsk(tuple(_stretch(*each) for each in work), (*(_stretch(*each) for each in gaps), *told))


def _by_lengths(reading: Reading) -> PracticeAsk:
    """Lengths of work added, less what was broken off inside of them; unclear where no word says how."""
    told = list(_lengths(reading))
    kept, off = [each for is_off, each in told if not is_off], tuple(each for is_off, each in told if is_off)
    inside = _INSIDE.search(reading.text) is not None
    in_turn = _SEQUENCE.search(reading.text) is not None
    several = len(kept) > 1 and (off or inside or not in_turn or len(_TECHNICAL.findall(reading.text)) < len(kept))
    unclear = several or (off and in_turn) or (inside and not off)
    return PracticeAsk(unclear=True) if unclear else PracticeAsk(tuple(kept), off)


def answer(ask: PracticeAsk, book: RuleBook) -> Outcome | None:
    """The whole years; None where it is not clear which lengths add up, and the text is quoted instead."""
    return practice_years(book.practice[0], ask.work, ask.gaps) if ask.work and not ask.unclear else None


def _ranges(text: str, found: Sequence[WrittenDate]) -> Iterator[tuple[WrittenDate, WrittenDate]]:
    """The stretches from one date to another: joined (A到B), or begun at one and ended at a later one (A又接着…到B)."""
    waiting: WrittenDate | None = None
    for number, said in enumerate(found):
        before = found[number - 1] if number else None
        joined_to = before is not None and _JOINED.fullmatch(text[before.end : said.start])
        if waiting is not None and (joined_to or _UNTIL.search(text, 0, said.start)):
            yield waiting, said
            waiting = None
        else:
            waiting = said


def _inside(one: tuple[WrittenDate, WrittenDate], other: tuple[WrittenDate, WrittenDate]) -> bool:
    """True for a stretch that lies within another."""
    return one is not other and _day(other[0]) <= _day(one[0]) and _day(one[1]) <= _day(other[1])


def _day(said: WrittenDate) -> tuple[int, int, int]:
    return said.year or 0, said.month or 0, said.day or 0


def _is_off(text: str, since: WrittenDate, to: WrittenDate) -> bool:
    """True for a stretch without professional work, by the words around it."""
    before, behind = stretch_around(text, since.start, to.end)
    return _OFF.search(before + behind) is not None or _is_told_off(text, to.end + len(behind))


def _stretch(since: WrittenDate, to: WrittenDate) -> Stretch:
    return Stretch(Decimal(_months(since, to)), f"{since.spelled()}—{to.spelled()}")


def _months(since: WrittenDate, to: WrittenDate) -> int:
    """Whole months from one date to another, the last day, or the month that makes whole years of it, included."""
    if since.day and to.day and to.year and to.month:
        after = date(to.year, to.month, to.day) + timedelta(days=1)
        to = replace(to, year=after.year, month=after.month, day=after.day)
    months = months_between(since, to) or 0
    return months + 1 if not to.day and months % int(_YEAR) == _YEAR - 1 else months  # 7月到6月 is whole years


def _lengths(reading: Reading) -> Iterator[tuple[bool, Stretch]]:
    """The lengths of time that are no part of a date, each with whether it is a break."""
    dates: Sequence[WrittenDate] = dates_in(reading.text)
    told: set[Decimal] = set()
    for quantity in joined(reading.counted("年", "个月")):
        months = quantity.value * _YEAR if quantity.unit == "年" else quantity.value
        dated = any(said.start <= quantity.start < said.end for said in dates)
        if dated or not 0 < months <= _LONGEST * _YEAR or _ALREADY.search(reading.text, 0, quantity.start):
            continue
        if months in told and reading.text[quantity.start - 1 : quantity.start] == _THIS:
            continue  # 在家歇了一年，这一年要不要抠出去
        told.add(months)
        before, behind = stretch_around(reading.text, quantity.start, quantity.end)
        off = _OFF.search(before + behind) is not None or _is_told_off(reading.text, quantity.end + len(behind))
        yield off, Stretch(months, reading.text[quantity.start : quantity.end])


def _is_told_off(text: str, end: int) -> bool:
    """True where what follows the comma says that it was no professional work (两年，没干技术)."""
    return _TOLD_OFF.match(text, end + 1) is not None
