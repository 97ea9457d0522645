"""Questions about years of professional work: which stretches were told, and which breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
_JOINED = re.compile(r"\s*(?:起|开始)?\s*(?:一直|算|干|做)?\s*(?:到|至|[-—~～]+)\s*")
_UNTIL = re.compile(r"(?:算|干|做|一直|截)?[到至止]\s*$")
# no professional work
_OFF = re.compile(
    "没(?:有)?(?:再)?(?:干|做|搞|从事)|不(?:再)?(?:干|做|搞|从事)|中断|间断|断了|断过|停薪|停了|歇|离职|脱产|待业|失业|在家|"
    "转行|改行|做买卖|卖|开[^，,。；;]{0,3}店|开饭|送外卖|打零工|带孩子|读研|念书|上学|生意"
)
_LEAVE = re.compile("[产病事年哺育陪长丧婚]假|休假")  # whether that is a break the text does not say
# 08年进厂, 15到17年: years of the calendar without their century, and no lengths
_SHORT_YEARS = re.compile(
    r"(?<!\d)\d{2}年?(?:底|初|末)?[到至—~-]\d{2}年|(?<!\d)\d{2}年(?:进|入|毕业|参加|开始|起|到|至|[春夏秋冬底初末])"
)
_INSIDE = re.compile("中间|其中|期间|里头|里面|里有|当中|扣掉|扣除|减去|刨去|除去")
_GOES_ON = re.compile("又|再|后来|然后|之后|接着|另外|加上|先|转到|调到|换到|两段|前后")
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
    if _LEAVE.search(reading.text) or _SHORT_YEARS.search(reading.text):
        return PracticeAsk(unclear=True)
    ranges = list(_ranges(reading.text))
    work = [each for each in ranges if not _is_off(reading.text, each[0], each[1])]
    work = [one for one in work if not any(_inside(one, other) for other in work)]
    gaps = [_stretch(*each) for each in ranges if each not in work]
    if ranges:
        if len(work) < 2:  # with two stretches, what lies between them is no part of either
            gaps += [each for off, each in _lengths(reading) if off]
        return PracticeAsk(tuple(_stretch(*each) for each in work), tuple(gaps))
    told = list(_lengths(reading))
    kept, off = [each for off, each in told if not off], tuple(each for off, each in told if off)
    # a break beside several stretches may lie between them
    unclear = len(kept) > 1 and (bool(off) or _GOES_ON.search(reading.text) is None)
    return PracticeAsk(() if unclear else tuple(kept), off, unclear)


def answer(ask: PracticeAsk, book: RuleBook) -> Outcome | None:
    """The whole years; None where it is not clear which lengths add up, and the text is quoted instead."""
    return practice_years(book.practice[0], ask.work, ask.gaps) if ask.work and not ask.unclear else None


def _ranges(text: str) -> Iterator[tuple[WrittenDate, WrittenDate]]:
    """The stretches from one date to another: joined (A到B), or begun at one and ended at a later one (A又接着…到B)."""
    found = [said for said in dates_in(text) if said.exists and said.year and said.month]
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
    off = any(words.search(before + behind) for words in (_OFF, _INSIDE))
    return off or _is_told_off(text, to.end + len(behind))


def _stretch(since: WrittenDate, to: WrittenDate) -> Stretch:
    return Stretch(Decimal(months_between(since, to) or 0), f"{since.spelled()}—{to.spelled()}")


def _lengths(reading: Reading) -> Iterator[tuple[bool, Stretch]]:
    """The lengths of time that are no part of a date, each with whether it is a break."""
    dates: Sequence[WrittenDate] = dates_in(reading.text)
    for quantity in joined(reading.counted("年", "个月")):
        months = quantity.value * _YEAR if quantity.unit == "年" else quantity.value
        dated = any(said.start <= quantity.start < said.end for said in dates)
        if dated or not 0 < months <= _LONGEST * _YEAR or _ALREADY.search(reading.text, 0, quantity.start):
            continue
        before, behind = stretch_around(reading.text, quantity.start, quantity.end)
        off = _OFF.search(before + behind) is not None or _INSIDE.search(before) is not None
        off = off or _is_told_off(reading.text, quantity.end + len(behind))
        yield off, Stretch(months, reading.text[quantity.start : quantity.end])


def _is_told_off(text: str, end: int) -> bool:
    """True where what follows the comma says that it was no professional work (两年，没干技术)."""
    return _TOLD_OFF.match(text, end + 1) is not None
