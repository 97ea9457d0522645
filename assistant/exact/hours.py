"""Questions about study hours: how many of which kind, in which year or by whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.calculators.hours import (
    Rate,
    Studied,
    absurd,
    carried_over,
    is_absurd,
    requirement,
    shortfall,
    times,
    which_hours,
)
from assistant.calculators.outcome import Outcome
from assistant.exact.reading import Phrase, Reader, Reading
from assistant.quantity import Quantity
from corpus.rule_book import RuleBook

TOPIC = "hours"
_HOURS = ("学时", "学识", "课时", "个学时")
_UNITS = ("", "个", *_HOURS)
_OTHER_UNITS = tuple("家所间份张本台座栋层种类批群样块项边头")  # 一家设计院 counts no hours
_IDIOM = tuple("不没")  # 一个不多一个不少 counts nothing
_JUST_BEFORE = 1  # characters between a number and its kind in 30学时公需
_LONGEST_BARE = 12  # characters for each pair of kinds: longer, it says something besides
_LONGEST_LABEL = 6
_NONE = Decimal(0)
_MORE = re.compile(r"再(学|修|补|上|听|刷|加|来)")
_ENOUGH = re.compile(r"[课都也早已经是]{0,4}(满了|够了|修满|学满|学够|达标了|学完了|修完了)(?![吗没不])")
_ALL = re.compile(
    r"(清一色|统统|全部|全都|净|全|都)(是|学|修|听|上|刷|报|为)?(的|了|过)?(都是)?$"
)  # … and none of another kind
_ALL_OF = re.compile(r"(光|专|一门心思|一心)[只全都光]?(是|学|修|听|上|刷|报)(的|了|过)?$")
_PASSED = re.compile("(过|超|超过|够|凑够|到|满)$")  # 合起来早过九十了: what must be reached
_PEOPLE = ("人", "个人", "名", "位", "口人")
_RATE = re.compile(r"(?:每|一|1)(?:个)?(?P<unit>天|晚|门|节|次|周|月|堂|期)[^，,。；;？?]{0,10}$")
_MOST_YEARS = 40  # more is a date, or nobody's working life
_BREAKS = "，,。；;、：: \n"


@dataclass(frozen=True, slots=True)
class HourAsk:
    """What a question about study hours gives."""

    years: tuple[Studied, ...] = ()
    carries: bool = False
    span: int = 1  # years over which the requirement is summed
    added: bool = False  # hours besides those said before
    missing: bool = False  # how many are missing is asked
    people: int = 1  # for whom the requirement is summed
    rate: Rate | None = None

    def __bool__(self) -> bool:
        return bool(self.years or self.rate) or self.carries or self.span > 1 or self.people > 1 or self.missing

    def over(self, earlier: "HourAsk") -> "HourAsk":
        """This ask on top of an earlier one: of one year, the kinds it does not give are taken over."""
        if len(self.years) == len(earlier.years) == 1:
            new, old = self.years[0], earlier.years[0]
            if self.added:
                new = replace(new, parts={kind: old.parts.get(kind, _NONE) + more for kind, more in new.parts.items()})
            total = new.total if new.total is not None else (None if new.parts else old.total)
            return HourAsk((Studied(new.label or old.label, {**old.parts, **new.parts}, total),), self.carries)
        if self.missing and earlier.years:  # 那一共还差几个: of what was said
            return earlier
        return self or earlier


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question is about how many hours there must be, or are missing."""
    if _rate(reading) is not None:
        return True
    if not _is_clear(reading):
        return False
    if reader.about("carry_over", reading) or (_bare(reading) and not reader.elsewhere(TOPIC, reading)):
        return True
    return reader.about(TOPIC, reading) and (
        bool(_given(reading))
        or bool(_whole(reading, reader))
        or reader.about("hours_required", reading)
        or reader.about("hours_missing", reading)
    )


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after such a question, only asks whether it is enough (算完成任务不)."""
    return reader.cued("hours_judged", reading)


def _is_clear(reading: Reading) -> bool:
    """True when every number of hours belongs to a kind or to the whole: one left over would be forgotten."""
    used = [quantity for _, quantity in _given(reading)]
    none = any(not quantity.value for quantity in used)  # 公需一点没碰（0学时）: said twice
    total = sum(quantity.value for quantity in used)  # 凑够九十了，公需40，专业50
    hours = [
        q
        for q in reading.quantities
        if _counts_hours(reading, q) and (q.value or not none) and q.value != total and not _is_passed(reading, q)
    ]
    return not used or all(quantity in used for quantity in hours)


def _is_passed(reading: Reading, quantity: Quantity) -> bool:
    return _PASSED.search(reading.text, 0, quantity.start) is not None


def read(reading: Reading, reader: Reader) -> HourAsk:
    """The hours that a question gives, one entry a year or person."""
    years = tuple(_years(reading)) or _whole(reading, reader)
    added = _MORE.search(reading.text) is not None
    missing = not years and reader.about("hours_missing", reading)
    rate = _rate(reading)
    if rate is not None:
        return HourAsk(rate=rate)
    span, people = (1, 1) if years else (_span(reading), _people(reading))
    return HourAsk(years, reader.about("carry_over", reading), span, added, missing, people)


def _rate(reading: Reading) -> Rate | None:
    """So many hours a time, where the times are asked (每晚3个学时，要多少个晚上)."""
    for hours in reading.quantities:
        found = _RATE.search(reading.text, 0, hours.start) if hours.unit in _HOURS and hours.value > 0 else None
        if found and re.search(rf"(几|多少)个?{found['unit']}", reading.text[hours.end :]):
            kinds = {phrase.value for phrase in reading.of("kind")}
            return Rate(hours.value, found["unit"], kinds.pop() if len(kinds) == 1 else None)
    return None


def _people(reading: Reading) -> int:
    """The people over whom a total is asked (六个人一共要多少); 1 where none is."""
    people = [int(q.value) for q in reading.counted(*_PEOPLE) if q.value > 1 and q.value == int(q.value)]
    return people[0] if people and reading.of("together") else 1


def _whole(reading: Reading, reader: Reader) -> tuple[Studied, ...]:
    """The one number of hours that is judged though no kind is named (攒了95学时，够不够)."""
    hours = [q for q in reading.quantities if q.unit in _HOURS and _counts_hours(reading, q)]
    if len(hours) != 1 or reading.of("kind") or not reader.about("hours_judged", reading):
        return ()
    return (Studied(total=hours[0].value),)


def _span(reading: Reading) -> int:
    """The years over which a total is asked (三年一共要多少); 1 where none is."""
    years = [
        q.value
        for q in reading.counted("年")
        if 1 < q.value <= _MOST_YEARS and q.value == int(q.value) and not reading.text.startswith("了", q.end)
    ]
    return int(years[0]) if years and reading.of("together") else 1


def answer(ask: HourAsk, book: RuleBook) -> Outcome:
    """The shortfall; without figures the yearly minimum; a figure that cannot be is asked about."""
    rule = book.hours[0]
    if ask.rate is not None:
        return times(rule, ask.rate)
    strange = next((hours for year in ask.years for hours in _figures(year) if is_absurd(hours)), None)
    if strange is not None:
        return absurd(rule, strange)
    if ask.carries and not any(len(year.parts) > 1 for year in ask.years):
        return carried_over(rule)
    if not ask.years:
        return which_hours(rule) if ask.missing and ask.span == 1 else requirement(rule, ask.span, ask.people)
    outcome = shortfall(rule, ask.years)
    if not ask.carries:
        return outcome
    return replace(outcome, said=(*outcome.said, *carried_over(rule).said[:1]), unsaid=True)


def _bare(reading: Reading) -> bool:
    """True for figures of both kinds and nothing else asked (公需29专业60)."""
    text = reading.text.rstrip("?？。.! ")
    both = len({phrase.value for phrase in reading.of("kind")}) > 1 and bool(_given(reading))
    return both and len(text) <= _LONGEST_BARE * (1 + len(reading.of("kind")) // 2)


def _years(reading: Reading) -> list[Studied]:
    found: list[Studied] = []
    for phrase, quantity in _given(reading):
        kind = phrase.value if phrase.slot == "kind" else None
        label = _label(reading, phrase)
        current = found[-1] if found else None
        another_year = _is_year(label) and current is not None and label != current.label
        if current is None or (kind is not None and kind in current.parts) or another_year:
            found.append(Studied(label))
        year = found.pop()
        if not found:
            year = replace(year, met=_said_enough(reading), only=_said_only(reading))
        if kind is None:
            found.append(replace(year, total=quantity.value))
        else:
            found.append(replace(year, parts={**year.parts, kind: quantity.value}))
    return found


def _said_enough(reading: Reading) -> frozenset[str]:
    """The kinds of which a question says that they are enough (公需满了), without a number."""
    return frozenset(p.value for p in reading.of("kind") if _ENOUGH.match(reading.text, p.end))


def _said_only(reading: Reading) -> bool:
    """True where one kind is named and all hours are said to be of it."""
    kinds = reading.of("kind")
    return len({kind.value for kind in kinds}) == 1 and any(_all_of(reading, kind) for kind in kinds)


def _given(reading: Reading) -> list[tuple[Phrase, Quantity]]:
    """Each kind, or the whole, with its number: the next before another of them, else the one just before it."""
    marks = [phrase for phrase in reading.phrases if phrase.slot in ("kind", "together")]
    hours = [quantity for quantity in reading.quantities if quantity.unit in _UNITS]
    pairs = []
    leading = _leading(marks, hours)
    if leading:
        return leading
    for number, mark in enumerate(marks):
        end = marks[number + 1].start if number + 1 < len(marks) else len(reading.text)
        own = [q for q in hours if mark.end <= q.start < end and not _asks(reading, q) and not _is_required(reading, q)]
        own = own or [q for q in hours if 0 <= mark.start - q.end <= _JUST_BEFORE and not _asks(reading, q)]
        if own:
            pairs.append((mark, own[0]))
            hours.remove(own[0])
    left = [q for q in hours if _counts_hours(reading, q)]
    kinds = [mark for mark in marks if mark.slot == "kind" and mark not in [pair[0] for pair in pairs]]
    if len(left) == len(kinds) == 1 and _all_of(reading, kinds[0]):  # 100个学时，全是专业课
        pairs.append((kinds[0], left[0]))
    return pairs


def _leading(marks: Sequence[Phrase], hours: Sequence[Quantity]) -> list[tuple[Phrase, Quantity]]:
    """Each kind with the number right before it, where all have one (30学时公需加60学时专业)."""
    kinds = [mark for mark in marks if mark.slot == "kind"]
    pairs = [(kind, quantity) for kind in kinds for quantity in hours if quantity.end == kind.start and quantity.unit]
    return pairs if len(pairs) == len(kinds) > 1 else []


def _all_of(reading: Reading, kind: Phrase) -> bool:
    """True for a kind of which it is said that all hours are (全是专业课)."""
    before = reading.text[: kind.start]
    return _ALL.search(before) is not None or _ALL_OF.search(before) is not None


def _counts_hours(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that can only be hours that there are."""
    after = reading.text[quantity.end : quantity.end + 1]
    idiom = quantity.value == 1 and after in _IDIOM
    stray = after in _OTHER_UNITS or idiom
    return quantity.unit in _UNITS and not (stray or _asks(reading, quantity) or _is_required(reading, quantity))


def _asks(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that is said to be missing or asked for (差一个学时), not to be there."""
    return any(word in reading.text[max(0, quantity.start - 3) : quantity.start] for word in ("差", "缺", "第", "顶"))


def _is_required(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that is what must be reached (一共要90, 不少于30), not what there is."""
    said = max((phrase.end for phrase in reading.phrases if phrase.end <= quantity.start), default=0)
    before = reading.text[max(said, quantity.start - 3) : quantity.start]
    return any(word in before for word in ("要", "须", "应", "不少于", "至少", "每年"))


def _label(reading: Reading, phrase: Phrase) -> str:
    """What stands in front of the kind since the last break or number: a year, or a name."""
    start = max(
        [reading.text.rfind(mark, 0, phrase.start) + 1 for mark in _BREAKS]
        + [q.end for q in reading.quantities if q.end <= phrase.start and q.unit != "年"]
    )
    label = reading.text[start : phrase.start].strip().removesuffix("的")
    return label if len(label) <= _LONGEST_LABEL and (_is_year(label) or len(label) in (2, 3)) else ""


def _is_year(label: str) -> bool:
    return label.endswith("年")


def _figures(year: Studied) -> list[Decimal]:
    return [*year.parts.values(), *([year.total] if year.total is not None else [])]
