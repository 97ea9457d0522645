"""Years of appointment as the platform wants them: whole ones up to a day of the year, without the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from assistant.calculators.outcome import Outcome, basis_of, plain, receipt
from assistant.dates import months_later, spelled
from assistant.messages import message
from corpus.rules import TenureRule

MOST_YEARS = 60  # beyond that a year is a slip, not the end of an appointment
_YEAR = 12
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is known: the first and the last that it may be, and how it was said."""

    first: date
    last: date
    shown: str


@dataclass(frozen=True, slots=True)
class Months:
    """A length in months: the least and the most that it may be."""

    least: Decimal
    most: Decimal

    def less(self, other: "Months") -> "Months":
        """What remains when another length is taken away."""
        return Months(self.least - other.most, self.most - other.least)

    def __str__(self) -> str:
        least, most = plain(self.least), plain(self.most)
        return least if least == most else message("tenure.range", low=least, high=most)


@dataclass(frozen=True, slots=True)
class Gap:
    """A break in the appointment; between which days, where they were said."""

    months: Months
    shown: str
    days: tuple[Day, Day] | None = None


def gap_between(since: Day, to: Day) -> Gap:
    """The gap from one day up to another, on which the appointment goes on."""
    months = Months(months_between(since.last, to.first), months_between(since.first, to.last))
    return Gap(months, message("tenure.stretch", start=since.shown, end=to.shown), (since, to))


def months_between(since: date, to: date) -> Decimal:
    """Whole months from a day to another and the share of the month begun, in hundredths; 0 for an earlier one."""
    if to <= since:
        return Decimal(0)
    whole = (to.year - since.year) * _YEAR + to.month - since.month
    if months_later(since, whole) > to:
        whole -= 1
    last, following = months_later(since, whole), months_later(since, whole + 1)
    return whole + (Decimal((to - last).days) / (following - last).days).quantize(_HUNDREDTH)


def whole_years(rule: TenureRule, start: Day, year: int, gaps: Sequence[Gap] = ()) -> Outcome:
    """The whole years from an appointment to the rule's day of the year of application, gaps deducted.

    That day itself is counted: the text does not say, and where it decides, the answer says so. Where
    only a month is known and the day would change the result, both are given and the day is asked for.
    What cannot be (a year before the appointment, a gap outside of it) is asked about.
    """
    if not 0 <= year - start.first.year <= MOST_YEARS:
        return _asked(rule, "year", message("tenure.bad_year", start=start.shown, year=year))
    end = date(year, int(rule.until.month), int(rule.until.day))
    if not _fits(start, end, gaps):
        return _asked(rule, "gap", message("tenure.bad_gap", end=spelled(end)))
    after = end + timedelta(days=1)
    period = Months(months_between(start.last, after), months_between(start.first, after))
    rest = period
    for gap in gaps:
        rest = rest.less(gap.months)
    if rest.most < 0:
        return _asked(rule, "gap", message("tenure.bad_gap", end=spelled(end)))
    rest = Months(max(Decimal(0), rest.least), rest.most)
    years = Months(rest.least // _YEAR, rest.most // _YEAR)
    steps = [message("tenure.period", start=start.shown, end=spelled(end), months=period)]
    if gaps:
        steps += [message("tenure.gap", gap=gap.shown, months=gap.months) for gap in gaps]
        parts = " − ".join(str(months) for months in (period, *(gap.months for gap in gaps)))
        steps.append(message("tenure.rest", parts=parts, months=rest))
    steps.append(message("tenure.whole", months=rest, years=years))
    if years.least != years.most:
        either = message("tenure.either", low=plain(years.least), high=plain(years.most))
        return _asked(rule, "start" if start.first < start.last else "gap", either, *steps)
    note = [message("tenure.inclusive", end=spelled(end))] if rest.least == rest.most == years.most * _YEAR else []
    inputs = {message("tenure.input_start"): start.shown, message("tenure.input_year"): str(year)}
    if gaps:
        inputs[message("tenure.input_gap")] = "、".join(gap.shown for gap in gaps)
    return Outcome(
        (message("tenure.years", years=years), *steps, *note),
        basis_of(rule, rule.whole, rule.gaps),
        receipt([rule], inputs, steps, years.most, message("tenure.unit")),
    )


def years_of_length(rule: TenureRule, length: Gap) -> Outcome:
    """The whole years of an appointment of which is told how long it lasts up to the day of the year."""
    years = length.months.least // _YEAR
    steps = [message("tenure.whole_of", length=length.shown, months=length.months, years=plain(years))]
    inputs = {message("tenure.input_length"): length.shown}
    said = (message("tenure.years", years=plain(years)), *steps)
    return Outcome(
        said, basis_of(rule, rule.whole, rule.gaps), receipt([rule], inputs, steps, years, message("tenure.unit"))
    )


def left_out(rule: TenureRule) -> Outcome:
    """That the time of a gap does not count."""
    return Outcome((message("tenure.left_out"),), basis_of(rule, rule.whole, rule.gaps))


def which_start(rule: TenureRule) -> Outcome:
    """Year and month of the appointment are not known: they are asked for."""
    return _asked(rule, "start", message("tenure.which_start"))


def which_year(rule: TenureRule) -> Outcome:
    """The year of application is not known: it is asked for."""
    until = {"month": plain(rule.until.month), "day": plain(rule.until.day)}
    return _asked(rule, "year", message("tenure.which_year", **until))


def which_gap(rule: TenureRule) -> Outcome:
    """There was a gap, but of unknown length: it is asked for."""
    return _asked(rule, "gap", message("tenure.which_gap"))


def _asked(rule: TenureRule, slot: str, *said: str) -> Outcome:
    return Outcome(said, basis_of(rule, rule.whole, rule.gaps), asks=slot)


def _fits(start: Day, end: date, gaps: Sequence[Gap]) -> bool:
    """True when the gaps that have days lie between start and end, one after another."""
    days = sorted((gap.days for gap in gaps if gap.days), key=lambda pair: pair[0].first)
    inside = all(start.first <= since.first and since.last <= to.last <= end for since, to in days)
    return inside and all(one[1].first <= two[0].last for one, two in pairwise(days))
