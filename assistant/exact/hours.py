"""Questions about study hours: how many of which kind, in which year or by whom."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.calculators.hours import (
    Rate,
    absurd,
    carried_over,
    is_absurd,
    of_people,
    shortfall,
    times,
    which_hours,
)
from assistant.calculators.outcome import Outcome
from assistant.calculators.required_hours import requirement
from assistant.calculators.studied import ALL, Studied
from assistant.cues import part
from assistant.exact.hour_ask import HourAsk
from assistant.exact.hour_figures import (
    HOURS,
    all_of,
    counts_hours,
    given,
    is_lost,
    is_relative,
    is_year,
    label_of,
    offsets_of,
    one_year,
    totals_by_year,
    with_both_kinds,
)
from assistant.exact.hour_span import is_span, is_sum_of_years, years_asked
from assistant.exact.reading import ENOUGH, Reader, Reading
from assistant.messages import message
from assistant.quantity import SHARE, SOME_SHARE, Quantity
from corpus.numerals import to_chinese
from corpus.rule_book import RuleBook

TOPIC = "hours"
_LONGEST_BARE = 12  # characters for each pair of kinds: longer, it says something besides
_NONE = Decimal(0)
_MORE = re.compile(r"([再又]|另外|后来|后面|还|(?<!比)多)又?(学|修|补|上|听|刷|加|来)了?(?!多少|几)")
_PASSED = re.compile("(过|超了?|超过了?|够|凑够|到|满)$")  # 合起来早过九十了: what must be reached
_PEOPLE = ("人", "个人", "名", "位", "口人")
_RATE = re.compile(r"(?:每|一|1)(?:个)?(?P<unit>天|晚|门|节|次|周|月|堂|期)[^，,。；;？?]{0,10}$")
_ONLY_LEVEL = re.compile(r"[那要是如果换成我们想报评申请的话职称、]*#[的呢吗么职称也一样行可以]*[?？]?")
_ENDS = re.compile("了?([,，。；;？?！! ]|$|[够行成能可还])")
_LEARNT = re.compile("(?<![选])[修学听刷上攒]了?$|[修学听刷上攒](了|到|够|满|完)$")  # 只修了58个
_BARE_FIGURE = re.compile(r"(应该|改成|改为|换成|变成|现在)*是?(?P<hours>\d+(\.\d+)?)个?(学时)?([,，。 ]|$)")


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question is about how many hours there must be, or are missing."""
    reading = with_both_kinds(reading)
    if _rate(reading) is not None or (_asks_rule(reading, reader) and not reader.elsewhere(TOPIC, reading)):
        return True
    if offsets_of(reading):
        return reader.cued(TOPIC, reading) and not reader.elsewhere(TOPIC, reading)
    if reader.about(TOPIC, reading) and (_by_year(reading, reader) or is_span(reading)):
        return True
    if not _is_clear(reading):
        return False
    if reader.about("carry_over", reading) or (_bare(reading) and not reader.elsewhere(TOPIC, reading)):
        return True
    return reader.about(TOPIC, reading) and (
        bool(given(reading))
        or bool(_whole(reading, reader))
        or reader.about("hours_required", reading)
        or reader.about("hours_missing", reading)
    )


def goes_on(reading: Reading, reader: Reader) -> bool:
    """True for a stretch that, after such a question, asks whether it is enough (够不), or for several years of it."""
    if part("kind_alone").fullmatch(reading.text):
        return True  # 一年要多少学时 … 专业的
    return is_sum_of_years(reading.text) or reader.cued("hours_judged", reading)


def _is_clear(reading: Reading) -> bool:
    """True when every number of hours belongs to a kind or to the whole: one left over would be forgotten."""
    used = [quantity for _, quantity in given(reading)]
    none = any(not quantity.value for quantity in used)  # 公需一点没碰（0学时）: said twice
    total = sum(quantity.value for quantity in used)  # 凑够九十了，公需40，专业50
    hours = [
        q
        for q in reading.quantities
        if counts_hours(reading, q) and (q.value or not none) and q.value != total and not _is_passed(reading, q)
    ]
    return not used or all(quantity in used for quantity in hours)


def _asks_rule(reading: Reading, reader: Reader) -> bool:
    """True when the figures in a question are the rule's, of which it asks (评初级也要公需30吗), and nobody's hours."""
    return bool(given(reading)) and reader.about("hours_ruled", reading)


def changes_nothing(reading: Reading) -> bool:
    """True for a turn that only names another level (评高级呢), or a kind of hours: the figures are the same."""
    return (
        part("kind_alone").fullmatch(reading.text) is not None or _ONLY_LEVEL.fullmatch(_unnamed(reading)) is not None
    )


def _unnamed(reading: Reading) -> str:
    text = reading.text
    for phrase in reversed([phrase for phrase in reading.phrases if phrase.slot in ("level", "both_levels", "title")]):
        text = f"{text[: phrase.start]}#{text[phrase.end :]}"
    return text


def _is_passed(reading: Reading, quantity: Quantity) -> bool:
    return _PASSED.search(reading.text, 0, quantity.start) is not None


def read(reading: Reading, reader: Reader) -> HourAsk:
    """The hours that a question gives, one entry a year or person."""
    reading = with_both_kinds(reading)
    if _asks_rule(reading, reader):
        return HourAsk()
    if any(_is_vague(reading, quantity) for _, quantity in given(reading)) or _lacks_years(reading):
        return HourAsk(vague=True)
    if (offsets := offsets_of(reading)) and not reader.about("carry_over", reading):
        return HourAsk((Studied(offsets=offsets, met=_said_enough(reading)),))
    years = _by_year(reading, reader) or (() if is_span(reading) else tuple(_years(reading)))
    years = _each_year(reading, years or (() if is_span(reading) else _whole(reading, reader)))
    added = _MORE.search(reading.text) is not None
    missing = not years and reader.about("hours_missing", reading)
    rate = _rate(reading)
    if rate is not None:
        return HourAsk(rate=rate)
    if len(years) == 1 and years_asked(reading) > 1 and all(not hours for hours in _figures(years[0])):
        years = ()  # 两年一点没学: all of both
    if not years and not missing and (told := one_year(reading)):
        return HourAsk(of_year=_marked(Studied(told[0], total=told[1].value), ALL, told[1]))
    span, people = (1, 1) if years else (years_asked(reading), _people(reading))
    alone = _BARE_FIGURE.match(reading.text) if not years else None
    instead = Decimal(alone["hours"]) if alone else None
    return HourAsk(years, reader.about("carry_over", reading), span, added, missing, people, instead=instead)


def _each_year(reading: Reading, years: tuple[Studied, ...]) -> tuple[Studied, ...]:
    """The years told; the one that is told of each of several, so many times (四年每年都是公需21)."""
    span = years_asked(reading)
    if len(years) != 1 or span == 1 or not part("each_year").search(reading.text):
        return years
    labels = (message("hours.year_number", number=to_chinese(number + 1)) for number in range(span))
    return tuple(replace(years[0], label=label) for label in labels)


def _lacks_years(reading: Reading) -> bool:
    """True where fewer years are told than a sum is asked of (二〇年公需12，二一年一个没学，三年公需一共缺多少)."""
    told = _years(reading)
    of_kinds = any(any(year.parts.values()) for year in told) and not is_span(reading)
    return of_kinds and len(told) < years_asked(reading) and not part("each_year").search(reading.text)


def _is_vague(reading: Reading, quantity: Quantity) -> bool:
    """True for a figure told against another, for some share, or for one of what was learnt (90，公需占三分之一)."""
    of_learnt = quantity.unit == SHARE and "占" in reading.text
    return of_learnt or quantity.unit == SOME_SHARE or is_relative(reading, quantity)


def _rate(reading: Reading) -> Rate | None:
    """So many hours a time, where the times are asked (每晚3个学时，要多少个晚上)."""
    for hours in reading.quantities:
        found = _RATE.search(reading.text, 0, hours.start) if hours.unit in HOURS and hours.value > 0 else None
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
    hours = [q for q in reading.quantities if (q.unit in HOURS or _is_learnt(reading, q)) and counts_hours(reading, q)]
    if len(hours) != 1 or reading.of("kind") or not reader.about("hours_judged", reading):
        return ()
    return (_marked(Studied(total=hours[0].value), ALL, hours[0]),)


def _is_learnt(reading: Reading, quantity: Quantity) -> bool:
    """True for a number without a word for hours that somebody says to have learnt (只修了58个); 20节 are none."""
    alone = _ENDS.match(reading.text, quantity.end) is not None
    return quantity.unit in ("", "个") and alone and _LEARNT.search(reading.text, 0, quantity.start) is not None


def _by_year(reading: Reading, reader: Reader) -> tuple[Studied, ...]:
    """One number of hours for each of several years, judged though no kind is named (去年40，今年没学，还差多少)."""
    if reading.of("kind") or not (reader.about("hours_judged", reading) or reader.about("hours_missing", reading)):
        return ()
    return tuple(
        _marked(Studied(label, total=told.value), ALL, told) if told else Studied(label, shares={ALL: Decimal(1)})
        for label, told in totals_by_year(reading)
    )


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
        unknown = ask.vague or (ask.missing and ask.span == 1)
        return which_hours(rule) if unknown else requirement(rule, ask.span, ask.people)
    outcome = shortfall(rule, ask.years)
    if ask.people > 1:
        outcome = of_people(rule, outcome, ask.people)
    if not ask.carries:
        return outcome
    return replace(outcome, said=(*outcome.said, *carried_over(rule).said[:1]), unsaid=True)


def _bare(reading: Reading) -> bool:
    """True for figures of both kinds and nothing else asked (公需29专业60)."""
    text = reading.text.rstrip("?？。.! ")
    both = len({phrase.value for phrase in reading.of("kind")}) > 1 and bool(given(reading))
    return both and len(text) <= _LONGEST_BARE * (1 + len(reading.of("kind")) // 2)


def _years(reading: Reading) -> list[Studied]:
    found: list[Studied] = []
    for phrase, quantity in given(reading):
        kind = phrase.value if phrase.slot == "kind" else None
        label = label_of(reading, phrase)
        current = found[-1] if found else None
        if kind is not None and is_lost(reading, quantity):
            year = found.pop() if found else Studied(label)
            found.append(replace(year, lost={**year.lost, kind: year.lost.get(kind, _NONE) + quantity.value}))
            continue
        another_year = is_year(label) and current is not None and label != current.label
        if current is None or (kind is not None and kind in current.parts) or another_year:
            found.append(Studied(label))
        year = found.pop()
        if quantity.unit == SHARE:
            year = replace(year, shares={**year.shares, kind or ALL: quantity.value})
        elif kind is None:
            year = replace(year, total=quantity.value)
        else:
            year = replace(year, parts={**year.parts, kind: quantity.value})
        found.append(_marked(year, kind or ALL, quantity))
    if len(found) == 1:
        found = [replace(found[0], met=_said_enough(reading), only=_said_only(reading))]
    return found


def _marked(year: Studied, kind: str, quantity: Quantity) -> Studied:
    """The year, where a figure of it is told as not quite, or at most, so much."""
    if quantity.above:
        return replace(year, above=year.above | {kind})
    if quantity.most:
        return replace(year, most=year.most | {kind})
    return replace(year, below=year.below | {kind}) if quantity.below else year


def _said_enough(reading: Reading) -> frozenset[str]:
    """The kinds of which a question says that they are enough (公需满了), without a number."""
    return frozenset(p.value for p in reading.of("kind") if ENOUGH.match(reading.text, p.end))


def _said_only(reading: Reading) -> bool:
    """True where one kind is named and all hours are said to be of it."""
    kinds = reading.of("kind")
    return len({kind.value for kind in kinds}) == 1 and any(all_of(reading, kind) for kind in kinds)


def _figures(year: Studied) -> list[Decimal]:
    return [*year.parts.values(), *([year.total] if year.total is not None else [])]
