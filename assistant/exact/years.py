"""How long somebody has worked, as they tell it: which numbers of years count, and what they come to (pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.calculators.served import Served
from assistant.exact.reading import Reading, stretch_around
from assistant.quantity import Quantity

_MONTHS = Decimal(12)
_WORK = "work"  # years of which is not said where
_LONGEST_CAREER = 60  # years
_TO_COME = re.compile(r"等[^，,。；;]{0,6}[够满到]")  # 等凑够了三年: what there will be, and not what there is
_NEAR = 5  # characters between a word such as 见习 and its number
# 见习期还没满, 快转正了, 转正前, 提前转正 say that it is not over, or not as long as it must be
_NOT_OVER = "[^没未不快将还要前，,。；;]"
_OVER = re.compile(
    rf"(见习|实习)期?{_NOT_OVER}{{0,6}}(期满|满了|过了|过完|干完|过$|结束)(?!前)|见习期(满|已满|也满|也过|过|结束)(?!前|不)|"
    r"(?<![没未快将要提不])(?<!提前)转正(?!前)"
)
_JUST = re.compile(r"(刚|才)[^，,。；;]{0,4}(见习|实习|转正)|(见习|实习)[^，,。；;]{0,4}(刚|才)[^，,。；;]{0,2}满")
_IN_ONE_YEAR = re.compile("(之?内|里|办|到头)")  # 一年办两件事
_CALENDAR = re.compile(
    "[底初末]?(大学|本科|专科|大专|中专|硕士|博士)?(毕业|入职|参加工作|进(厂|单位|公司)|上班)"
)  # 18年毕业
_LEAST_CALENDAR = 10  # of a year told by two digits
_AGAIN = re.compile(r"[再又后]|(完|结束|满|过)了?(就|接着|以来|到现在|到今年|至今)*(干|工作|上班|从事|做)")
_ADDED = re.compile(r"加起来|总共|一共|合计|累计")
_AT_WORK = re.compile(r"工作|上班|从事|在岗|在职|就业|入职|派驻|聘|干|做|搞|经验|资历|从业|当[了过]")
# years of something else than work: of studying, of a firm's life, of a contract, of a requirement
_OF_ELSE = re.compile(
    r"读|念|上学|学习|成立|创办|开业|办厂|合同|有效|(近|最近|这|前|连续|每)[一二两三四五六七八九十0-9]+年.{0,4}考核"
)
_BEFORE_STUDY = re.compile(r"(读研|读书|上学|读博|入学|上大学|毕业|考研)(之|以)?前")
_REQUIRED = re.compile(r"要求|须|规定|不少于|至少|非说|听说|都说|说是|说要")
_LENGTH_OF_STUDY = re.compile(r"年?(学?制|一贯制|(本科|大专|硕士|博士|研究生)(?!工龄|工作|干))")
_IDLE = re.compile(r"多?(没|未|不)(有)?(工作|上班|就业|毕业|干)|多?(待业|失业)")
_OFF = re.compile(
    r"中断|断了|断过|停了|停过|歇|离职|离开|停薪|回去|回了|休[了过]?[一二两三四五六半0-9个年月]*(产|病|长|育儿)?假|脱产|待业|失业|在家|没干|没做|脱岗"
)
_DENIED = re.compile(r"(没有?|未|不|无|一(天|直)(都|也)?没|从来没|就没)[曾再过]?$")
_WITHIN = re.compile(r"其中|里头|里面|当中|包括")
_GOES_ON = re.compile(r"[又再]|后来|然后|之后|接着|另外|加上|来了|换到|跳槽|[a-z甲乙丙](企业|公司|厂)|来(威海|这)")
_SHORT_OF = ("差", "缺", "还差", "就差")
_IS_REACHED = re.compile("就?(满|够|到|不满|不到)")
_PUBLIC = re.compile(r"事业单位|机关|学校|当老师|教书|部队|当兵|医院")  # no years in an enterprise
_ENTERPRISE = re.compile(r"企业|公司|工厂|厂里|民企|私企|国企")
_GENERAL = re.compile(r"工龄|毕业|参加工作|上班")  # says less than a clause that says what was done
_DONE = re.compile(r"干|从事|做|搞")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A number of years with its clause of the sentence, and what the years are of."""

    years: Decimal
    below: bool
    above: bool
    slot: str
    before: str  # of the clause, up to the number
    clause: str


class YearsReader:
    """Reads lengths of work with the words of one corpus that say which years they are."""

    def __init__(self, periods: Mapping[str, Sequence[str]], clauses: Mapping[str, Sequence[re.Pattern[str]]]) -> None:
        self._periods = periods
        self._clauses = clauses

    def served(self, reading: Reading) -> dict[str, Served]:
        """The years said, by what they are years of: work, post, stationed, other, or unbroken (the longest stretch).

        What cannot be told apart (two lengths, and no word how they go together) is marked unclear.
        """
        text = reading.text
        internship: Decimal | None = None
        over = _OVER.search(text) is not None
        after: Decimal | None = None
        after_below = False
        added: Decimal | None = None
        stretches: list[_Stretch] = []
        for quantity in _less_missing(text, joined(reading.quantities)):
            years = _years(quantity)
            if years is None or _IDLE.match(text, quantity.end):
                continue
            before = text[max(0, quantity.start - _NEAR) : quantity.start]
            words = self._periods.get("internship", ())
            trained = _last(text, words, quantity.start)
            since = trained is not None and _AGAIN.search(text, trained, quantity.start) is not None
            if not since and any(word in before or text.startswith(word, quantity.end) for word in words):
                internship = years
                continue
            stretch = self._stretch(text, quantity, years)
            if not self._is_work(text, quantity, stretch):
                continue
            if since:
                after, after_below = years, quantity.below
                continue
            if _ADDED.search(before):
                added = years
            else:
                stretches.append(stretch)
        stretches = [stretch for stretch in stretches if _TO_COME.search(stretch.before)] or stretches
        if internship is not None and after is None and not stretches and _JUST.search(text):
            after = Decimal(0)  # 见习刚满一年: nothing since
        if internship is not None and internship < 1:
            over = False  # 见习半年就转正: not as long as it must be
        off = [stretch for stretch in stretches if _OFF.search(stretch.clause)]
        stretches = [stretch for stretch in stretches if stretch not in off]
        found = {slot: _in_all([s for s in stretches if s.slot == slot], off) for slot in {s.slot for s in stretches}}
        anywhere = _in_all([s for s in stretches if s.slot in (_WORK, "public")], off)
        work = found.get(_WORK, Served())
        below = after_below or work.below
        total = added if added is not None else work.total
        unclear = work.unclear and added is None
        longest = max((s.years for s in stretches if s.slot == _WORK), default=None)
        return {
            **found,
            "anywhere": replace(anywhere, internship=internship, internship_over=over, after=after, below=below),
            "unbroken": Served(longest, below=work.below, unclear=unclear and longest is not None, above=work.above),
            _WORK: Served(total, internship, over, after, below, unclear, work.above),
        }

    def off(self, reading: Reading) -> Decimal:
        """The years told as broken off (中间停了一年半没干); 0 where none are."""
        found = Decimal(0)
        for quantity in joined(reading.quantities):
            years = _years(quantity)
            if years is None:
                continue
            clause = self._stretch(reading.text, quantity, years).clause
            if _OFF.search(clause) or _IDLE.match(reading.text, quantity.end):
                found += years
        return found

    @staticmethod
    def _is_work(text: str, quantity: Quantity, stretch: _Stretch) -> bool:
        """True for a length of work, and not of studying, of a contract, or of what is required."""
        if quantity.value == 1 and _IN_ONE_YEAR.match(text, quantity.end):
            return False
        if quantity.value >= _LEAST_CALENDAR and _CALENDAR.match(text, quantity.end):
            return False
        if _LENGTH_OF_STUDY.match(text, quantity.end - 1) or _LENGTH_OF_STUDY.match(text, quantity.end):
            return False
        if _REQUIRED.search(stretch.before) or _BEFORE_STUDY.search(stretch.before):
            return False
        said = _OFF.search(stretch.clause) or _AT_WORK.search(stretch.clause) or stretch.slot != _WORK
        return bool(said) or _OF_ELSE.search(stretch.clause) is None

    def _named(self, clause: str) -> str:
        """What the years of a clause are years of."""
        for slot in ("stationed", "post", "other"):
            if any(word.search(clause) for word in self._clauses.get(slot, ())):
                return slot
        return "public" if _PUBLIC.search(clause) and not _ENTERPRISE.search(clause) else _WORK

    def _stretch(self, text: str, quantity: Quantity, years: Decimal) -> _Stretch:
        before, behind = stretch_around(text, quantity.start, quantity.end, spaces=True)
        clause = before + text[quantity.start : quantity.end] + behind
        if before.endswith("第"):  # the third year is not three years
            years -= 1
        return _Stretch(years, quantity.below, quantity.above, self._named(clause), before, clause)


def _in_all(kept: Sequence[_Stretch], off: Sequence[_Stretch]) -> Served:
    """What lengths of one kind come to: added, less what was broken off; unclear where no word says."""
    if not kept:
        return Served()
    below, above = any(stretch.below for stretch in kept), any(stretch.above for stretch in kept)
    telling = [s for s in kept if not _GENERAL.search(s.clause) or _DONE.search(s.clause)]
    kept = telling or kept  # 工龄30年，搞工程2年
    lengths = list(dict.fromkeys(stretch.years for stretch in kept))
    goes_on = all(_GOES_ON.search(stretch.clause) for stretch in kept[1:])
    within = any(_WITHIN.search(stretch.clause) for stretch in kept[1:])
    if len(kept) == 1 or (len(lengths) == 1 and not goes_on):  # the same said twice
        total = lengths[0]
    elif goes_on and not within:
        total = sum((stretch.years for stretch in kept), Decimal(0))
    elif len(lengths) > 2 and max(lengths) * 2 == sum(lengths):  # 先干了3年，又干2年，能算五年吗
        total = max(lengths)
    else:
        return Served(max(lengths), below=below, unclear=True)
    left = total - sum((stretch.years for stretch in off), Decimal(0))
    unbroken = not off or kept[0].slot != "stationed"  # 连续一年: which of the two lengths was as long?
    return Served(left, below=below, above=above) if left > 0 and unbroken else Served(total, below=below, unclear=True)


def is_broken(text: str) -> bool:
    """True where work is said to have been broken off for a time (中间停薪留职一年); 没断过 says that it was not."""
    return any(not _DENIED.search(text[: said.start()]) for said in _OFF.finditer(text))


def joined(quantities: Sequence[Quantity]) -> list[Quantity]:
    """A number of months right behind a number of years is one stretch with it (一年零八个月)."""
    found: list[Quantity] = []
    for quantity in quantities:
        before = found[-1] if found else None
        if before and before.unit == "年" and quantity.unit == "个月" and 0 <= quantity.start - before.end <= 1:
            found[-1] = replace(
                before, end=quantity.end, value=before.value + quantity.value / _MONTHS, below=quantity.below
            )
        else:
            found.append(quantity)
    return found


def _less_missing(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """差两个月满三年 as the two years and ten months that it is."""
    found: list[Quantity] = []
    for quantity in quantities:
        missing = found[-1] if found else None
        years, short = _years(quantity), _years(missing) if missing else None
        said_short = missing and text[: missing.start].endswith(_SHORT_OF)
        reached = missing and said_short and _IS_REACHED.fullmatch(text[missing.end : quantity.start])
        if missing and reached and years and short and years > short:
            found[-1] = replace(quantity, start=missing.start, value=years - short, unit="年")
        else:
            found.append(quantity)
    return found


def _years(quantity: Quantity) -> Decimal | None:
    if quantity.unit == "年" and 0 < quantity.value <= _LONGEST_CAREER:
        return quantity.value
    if quantity.unit == "个月" and quantity.value > 0:
        return quantity.value / _MONTHS
    return None


def _last(text: str, words: Sequence[str], end: int) -> int | None:
    """Where the last of the words before `end` ends, or None."""
    found = [at + len(word) for word in words if (at := text.rfind(word, 0, end)) >= 0]
    return max(found, default=None)
