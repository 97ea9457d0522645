"""Days of publicity: the earliest end from a start, by working days, with the holidays between named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from assistant.calculators.outcome import Outcome, Quoted, basis_of, plain, receipt
from assistant.dates import spelled
from assistant.messages import message
from corpus.rules import PublicityRule

_DAY = timedelta(days=1)
_NEXT_WEEKS = ("publicity.next_week", "publicity.week_after")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The working days from one weekday to another: with the day of the start, and without it."""

    with_first: int
    without_first: int


def earliest_end(rules: Sequence[PublicityRule], start: date, until: date | None = None) -> Outcome:
    """The first day on which the publicity may end, and whether `until` is late enough.

    The day of the start is not counted, the next working day is the first: the texts do not say, and the
    answer says so. In a year whose holidays are not known there is no day, only the minimum.

    Args:
        rules: those that it may be, at least one; several are no obstacle where they ask for the same.
    """
    if _differ(rules):
        return _which_place(rules)
    if until is not None and until < start:
        backwards = message("publicity.backwards", start=spelled(start), until=spelled(until))
        return Outcome((backwards,), _basis(rules), asks="date")
    rule = rules[0]
    inputs = {message("publicity.input_start"): spelled(start)}
    if until is not None:
        inputs[message("publicity.input_until")] = spelled(until)
    try:
        counted, holidays = _working_days(start, int(rule.least.amount))
    except _UnknownYearError as error:
        unknown = _worded("publicity.unknown_year", rules, year=error.year)
        return Outcome((unknown,), _basis(rules), receipt(rules, inputs, [unknown], None, message("publicity.unit")))
    end = counted[-1]
    steps = [_counted(start, counted), *holidays]
    verdict = [] if until is None else [_verdict(rules, counted, until, _kind_of(start)[1])]
    said = (*verdict, _worded("publicity.end", rules, end=spelled(end)), *steps, message("publicity.convention"))
    return Outcome(said, _basis(rules), receipt(rules, inputs, steps, end.isoformat(), message("publicity.unit")))


def in_all(rules: Sequence[PublicityRule]) -> Outcome:
    """The fewest working days of several publicities together."""
    amounts = [rule.least.amount for rule in rules]
    total, unit = sum(amounts, Decimal(0)), rules[0].least.unit
    step = message("publicity.sum", parts=" + ".join(map(plain, amounts)), sum=plain(total), unit=unit)
    cases = [_worded("publicity.place_case", [rule]) for rule in rules]
    inputs = {rule.place: plain(rule.least.amount) for rule in rules}
    return Outcome((step, *cases), _basis(rules), receipt(rules, inputs, [step], total, unit))


def enough_weekdays(rules: Sequence[PublicityRule], stretches: Sequence[Stretch]) -> Outcome:
    """Whether the days from one weekday to another are enough.

    Whether the day of the start counts is not said in the texts: where that decides, there is no verdict, but what it
    depends on. A week is taken to have no holidays, and the answer says so.

    Args:
        stretches: several where it is not sure which week is meant.
    """
    if _differ(rules):
        return _which_place(rules)
    said = tuple(dict.fromkeys(_weekday_verdict(rules, stretch) for stretch in stretches))
    ordinary = message("publicity.ordinary_week")
    if len(said) > 1:
        weeks = [message(key, verdict=each) for key, each in zip(_NEXT_WEEKS, said, strict=True)]
        said = (message("publicity.which_week"), *weeks)
    unit = rules[0].least.unit
    inputs = {message("publicity.input_days"): "、".join(str(stretch.with_first) for stretch in stretches)}
    return Outcome((*said, ordinary), _basis(rules), receipt(rules, inputs, said, rules[0].least.amount, unit))


def _weekday_verdict(rules: Sequence[PublicityRule], stretch: Stretch) -> str:
    least = rules[0].least.amount
    if stretch.with_first < least:
        return _worded("publicity.weekdays_short", rules, days=stretch.with_first)
    if stretch.without_first >= least:
        return _worded("publicity.weekdays_enough", rules, days=stretch.without_first)
    return _worded("publicity.weekdays_differ", rules, most=stretch.with_first, days=stretch.without_first)


def enough_days(
    rules: Sequence[PublicityRule], days: Decimal, working: bool, below: bool = False, most: bool = False
) -> Outcome:
    """Whether a number of days is enough; days that need not be working days are, at best, an open question.

    Args:
        below: there were not quite so many.
        most: there may be so many, and no more.
    """
    if _differ(rules):
        return _which_place(rules)
    rule = rules[0]
    inputs = {message("publicity.input_days"): plain(days)}
    said_unit = rule.least.unit if working else message("publicity.days")
    if below and not most and days == rule.least.amount:
        said = _worded("publicity.days_below", rules, days=plain(days), said=said_unit)
    elif days < rule.least.amount:
        said = _worded("publicity.days_short", rules, days=plain(days), said=said_unit)
        if working and not below:
            said += message("publicity.days_missing", days=plain(rule.least.amount - days), unit=rule.least.unit)
    elif most:
        return Outcome((_worded("publicity.days_most", rules),), _basis(rules))
    elif below:
        return Outcome((_worded("publicity.days_open", rules, days=plain(days)),), _basis(rules), asks="date")
    elif working:
        said = _worded("publicity.days_enough", rules, days=plain(days))
    else:
        return Outcome((_worded("publicity.days_open", rules, days=plain(days)),), _basis(rules), asks="date")
    return Outcome((said,), _basis(rules), receipt(rules, inputs, [said], rule.least.amount, rule.least.unit))


def which_start(rules: Sequence[PublicityRule]) -> Outcome:
    """The day of the start is not known in full: it is asked for."""
    return Outcome((message("publicity.which_start"),), _basis(rules), asks="date")


class _UnknownYearError(Exception):
    """The holidays of `year` are not known."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def _working_days(start: date, count: int) -> tuple[list[date], list[str]]:
    """The first `count` working days after a start, and the holidays and make-up days up to the last."""
    counted: list[date] = []
    off: list[tuple[str, date]] = []
    made_up: list[date] = []
    day = start
    while True:
        name, works = _kind_of(day)
        if name and not works:
            off.append((name, day))
        elif name:
            made_up.append(day)
        if works and day > start:
            counted.append(day)
        if len(counted) == count:
            break
        day += _DAY
    named = [
        message("publicity.holiday", name=name, days=_stretch([day for _, day in days]))
        for name, days in groupby(off, key=lambda entry: entry[0])
    ]
    if made_up:
        named.append(message("publicity.make_up", days="、".join(map(_short, made_up))))
    return counted, named


def _kind_of(day: date) -> tuple[str | None, bool]:
    """The holiday that a day belongs to (a make-up day belongs to its holiday), and whether people work."""
    from chinese_calendar import Holiday, get_holiday_detail, is_workday

    try:
        _, name = get_holiday_detail(day)
        return (Holiday(name).chinese if name else None), is_workday(day)
    except NotImplementedError as error:
        raise _UnknownYearError(day.year) from error


def _verdict(rules: Sequence[PublicityRule], counted: Sequence[date], until: date, starts_working: bool) -> str:
    """Whether an end is late enough; where it depends on whether the day of the start counts, that is said."""
    passed = sum(day <= until for day in counted)
    if passed == len(counted) - 1 and starts_working:
        return _worded("publicity.end_differs", rules, until=spelled(until), days=str(passed))
    if passed == len(counted):
        return _worded("publicity.enough", rules, until=spelled(until))
    return _worded(
        "publicity.not_enough", rules, until=spelled(until), days=str(passed), short=str(len(counted) - passed)
    )


def _counted(start: date, counted: Sequence[date]) -> str:
    first, *rest = map(_short, counted)
    key = "publicity.counted" if rest else "publicity.counted_one"
    return message(key, start=spelled(start), first=first, days="、".join(rest))


def _differ(rules: Sequence[PublicityRule]) -> bool:
    return len({rule.least.amount for rule in rules}) > 1


def _which_place(rules: Sequence[PublicityRule]) -> Outcome:
    cases = [_worded("publicity.place_case", [rule]) for rule in rules]
    return Outcome(
        (message("publicity.which_place"), *cases),
        _basis(rules),
        choices=tuple(rule.place for rule in rules),
        asks="place",
    )


def _worded(key: str, rules: Sequence[PublicityRule], **more: object) -> str:
    rule = rules[0]
    place = rule.place if len(rules) == 1 else message("publicity.both")
    return message(key, place=place, least=plain(rule.least.amount), unit=rule.least.unit, **more)


def _stretch(days: Sequence[date]) -> str:
    if len(days) == 1:
        return _short(days[0])
    return message("date.days", first=_short(days[0]), last=_short(days[-1]))


def _short(day: date) -> str:
    return message("date.month", number=day.month) + message("date.day", number=day.day)


def _basis(rules: Sequence[PublicityRule]) -> tuple[Quoted, ...]:
    return tuple(quoted for rule in rules for quoted in basis_of(rule, rule.least))
