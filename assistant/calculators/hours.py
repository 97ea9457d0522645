"""Study hours of a year against the yearly minimum, in all and of each kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from assistant.calculators.outcome import InvalidInputError, Outcome, plain, receipt
from assistant.calculators.required_hours import hours_basis, requirement
from assistant.calculators.studied import ALL, Studied, as_numbers, worked_out
from assistant.messages import message
from corpus.rules import HourRule

MOST_HOURS = Decimal(1000)  # a year of full-time study: more than that is a slip


@dataclass(frozen=True, slots=True)
class Rate:
    """So many hours a time: a day, an evening, a course."""

    hours: Decimal
    unit: str
    kind: str | None = None  # which hours; None: any


def times(rule: HourRule, rate: Rate) -> Outcome:
    """How many times of so many hours a year needs, from nothing, rounded up."""
    part = next((part for part in rule.parts if part.kind == rate.kind), None)
    needed = part.amount if part else rule.total.amount
    count = (needed / rate.hours).to_integral_value(ROUND_CEILING)
    names = {"kind": part.kind if part else message("hours.all"), "amount": plain(needed)}
    step = message("hours.times_step", rate=plain(rate.hours), unit=rate.unit, count=plain(count), **names)
    said = (message("hours.times", count=plain(count), unit=rate.unit), step, *requirement(rule).said)
    inputs = {message("hours.rate", unit=rate.unit): plain(rate.hours)}
    return Outcome(said, hours_basis(rule), receipt([rule], inputs, [step], count, rate.unit))


def which_hours(rule: HourRule) -> Outcome:
    """What a year needs, for somebody who asks what is missing and has not said what there is."""
    needed = requirement(rule)
    example = "，".join(message("hours.example", kind=part.kind, amount=plain(part.amount)) for part in rule.parts)
    return Outcome((message("hours.which"), *needed.said), needed.basis, choices=(example,), asks="hours")


def shortfall(rule: HourRule, years: Sequence[Studied]) -> Outcome:
    """What is missing in each year, of each kind; a surplus of one kind makes up for nothing.

    Raises:
        InvalidInputError: nothing was given, or a figure is negative or beyond reason, or a kind unknown.
    """
    if not years:
        raise InvalidInputError(message("hours.none"))
    for kind in (kind for year in years for kind in year.lost if kind not in {*year.parts, *year.met}):
        return Outcome((message("hours.lost_of", kind=kind), *requirement(rule).said), hours_basis(rule), asks=kind)
    notes_of = [worked_out(rule, year) for year in years]
    years = [as_numbers(rule, year) for year in years]
    kinds = {part.kind for part in rule.parts}
    for year in years:
        for kind, hours in year.parts.items():
            if kind not in kinds:
                raise InvalidInputError(message("hours.unknown_kind", kind=kind, kinds="、".join(sorted(kinds))))
            _sane(hours)
        if year.total is not None:
            _sane(year.total)
    if len(years) == 1:
        return _noted(_one(rule, _completed(rule, years[0])), notes_of[0])
    found = [_noted(_one(rule, _completed(rule, year)), notes) for year, notes in zip(years, notes_of, strict=True)]
    lines = [
        f"{_label(year, n)}{outcome.said[0]}" for n, (year, outcome) in enumerate(zip(years, found, strict=True), 1)
    ]
    receipts = [outcome.calculation for outcome in found if outcome.calculation]
    steps = [
        f"{_label(year, n)}{step}"
        for n, (year, outcome) in enumerate(zip(years, found, strict=True), 1)
        for step in (outcome.calculation.steps if outcome.calculation else ())
    ]
    inputs = {_label(year, n): _given(year) for n, year in enumerate(years, 1)}
    notes = dict.fromkeys(note for outcome in found for note in outcome.said[1:] if note == message("hours.apart"))
    in_all = _in_all(rule, years, found)
    first = (message("hours.short_together", sum=plain(in_all)),) if in_all is not None else ()
    return Outcome(
        said=(*first, *lines, *steps, *notes),
        basis=hours_basis(rule),
        calculation=receipt([rule], inputs, steps, in_all, rule.total.unit) if receipts else None,
    )


def of_people(rule: HourRule, outcome: Outcome, people: int) -> Outcome:
    """What is missing of several people, of each of whom as much is missing; the outcome itself where nothing is."""
    each = outcome.calculation.result if outcome.calculation else None
    if outcome.calculation is None or each is None or not Decimal(each):
        return outcome
    total = Decimal(each) * people
    step = message("hours.short_of_people", short=each, people=people, sum=plain(total))
    inputs = {**outcome.calculation.inputs, message("hours.people"): str(people)}
    steps = (*outcome.calculation.steps, step)
    return replace(
        outcome, said=(step, *outcome.said), calculation=receipt([rule], inputs, steps, total, rule.total.unit)
    )


def _in_all(rule: HourRule, years: Sequence[Studied], found: Sequence[Outcome]) -> Decimal | None:
    """The least that is missing of several years together; None where that of one is not known, or nothing is."""
    missing = Decimal(0)
    for year, outcome in zip(years, found, strict=True):
        if outcome.calculation and outcome.calculation.result is not None:
            missing += Decimal(outcome.calculation.result)
        elif year.total is None or year.total < rule.total.amount:
            return None
    return missing or None


def absurd(rule: HourRule, hours: Decimal) -> Outcome:
    """A figure that no year can have is asked about, not computed with."""
    return Outcome((message("hours.absurd", hours=plain(hours)),), hours_basis(rule), asks="hours")


def carried_over(rule: HourRule) -> Outcome:
    """Whether hours count for another year is nowhere said; what is said is the yearly minimum."""
    return Outcome((message("hours.carry_unsaid"), *requirement(rule).said), hours_basis(rule), unsaid=True)


def is_absurd(hours: Decimal) -> bool:
    """True for a figure that cannot be the hours of one year."""
    return not 0 <= hours <= MOST_HOURS


def _noted(outcome: Outcome, notes: Sequence[str]) -> Outcome:
    """An outcome with the notes behind its verdict, and first on its receipt."""
    if not notes:
        return outcome
    receipted = outcome.calculation and replace(outcome.calculation, steps=(*notes, *outcome.calculation.steps))
    return replace(outcome, said=(outcome.said[0], *notes, *outcome.said[1:]), calculation=receipted)


def _one(rule: HourRule, year: Studied) -> Outcome:
    known = {part.kind: year.parts[part.kind] for part in rule.parts if part.kind in year.parts}
    unknown = [part for part in rule.parts if part.kind not in known]
    if len(unknown) == len(rule.parts):
        return _only_total(rule, year)
    if any(year.inexact(p.kind, p.amount, known[p.kind]) for p in rule.parts if p.kind in known):
        return _about(rule, year, known)
    short = {part.kind: max(Decimal(0), part.amount - known[part.kind]) for part in rule.parts if part.kind in known}
    steps = [
        message(
            "hours.short_step" if short[part.kind] else "hours.met_step",
            kind=part.kind,
            amount=plain(part.amount),
            hours=plain(known[part.kind]),
            short=plain(short[part.kind]),
        )
        for part in rule.parts
        if part.kind in known
    ]
    missing = sum(short.values(), Decimal(0))
    calculation = receipt([rule], {k: plain(v) for k, v in known.items()}, steps, missing, rule.total.unit)
    if not missing and unknown:
        said = message(
            "hours.other_kind",
            known="、".join(known),
            unknown="、".join(message("hours.least", kind=p.kind, amount=plain(p.amount)) for p in unknown),
        )
        return Outcome(
            (said,), hours_basis(rule), asks=unknown[0].kind, choices=_choices(unknown[0].kind, unknown[0].amount)
        )
    if not missing:
        parts = "、".join(message("hours.least", kind=p.kind, amount=plain(p.amount)) for p in rule.parts)
        met = message("hours.met", total=plain(rule.total.amount), parts=parts)
        return Outcome((met, *steps), hours_basis(rule), calculation)
    several = sum(1 for each in short.values() if each) > 1
    said = message(
        "hours.short_in_all" if several else "hours.short",
        **({"sum": plain(missing)} if several else {}),
        parts="、".join(message("hours.short_part", kind=k, short=plain(s)) for k, s in short.items() if s),
    )
    surplus = any(known[part.kind] > part.amount for part in rule.parts if part.kind in known)
    notes = [message("hours.apart")] if surplus else []
    notes += [message("hours.also", kind=part.kind, amount=plain(part.amount)) for part in unknown]
    return Outcome((said, *steps, *notes), hours_basis(rule), calculation)


def _about(rule: HourRule, year: Studied, known: Mapping[str, Decimal]) -> Outcome:
    """Whether hours are enough of which some are told as not quite, or at most, so many.

    What cannot be enough is said, with no figure for what is missing; where the exact figure decides, it is asked for.
    """
    vague = [p for p in rule.parts if p.kind in known and year.inexact(p.kind, p.amount, known[p.kind])]
    exact = [part for part in rule.parts if part.kind in known and part not in vague]
    sure = [p for p in vague if known[p.kind] < p.amount or (p.kind in year.below and known[p.kind] == p.amount)]
    told = {p.kind: message(_told(year, p.kind), kind=p.kind, hours=plain(known[p.kind])) for p in vague}
    short = [message("hours.short_of", told=told[p.kind], kind=p.kind, amount=plain(p.amount)) for p in sure]
    short += [
        message("hours.short_by", kind=p.kind, short=plain(p.amount - known[p.kind]))
        for p in exact
        if known[p.kind] < p.amount
    ]
    steps = [
        message("hours.met_step", kind=p.kind, amount=plain(p.amount), hours=plain(known[p.kind]))
        for p in exact
        if known[p.kind] >= p.amount
    ]
    wanted = message("hours.exactly", kinds="、".join(p.kind for p in vague))
    if not short:
        open_ = "、".join(message("hours.least", kind=p.kind, amount=plain(p.amount)) for p in vague)
        said = message("hours.depends", told="、".join(told.values()), parts=open_)
        return Outcome((said, *steps, wanted), hours_basis(rule), asks=vague[0].kind)
    said = message("hours.not_enough", parts="；".join(short))
    inputs = {p.kind: told.get(p.kind, plain(known[p.kind])) for p in (*vague, *exact)}
    calculation = receipt([rule], inputs, [said, *steps], None, rule.total.unit)
    return Outcome((said, *steps, wanted), hours_basis(rule), calculation)


def _told(year: Studied, kind: str) -> str:
    return f"hours.told_{'above' if kind in year.above else 'most' if kind in year.most else 'below'}"


def _only_total(rule: HourRule, year: Studied) -> Outcome:
    total = year.total or Decimal(0)
    parts = "、".join(message("hours.least", kind=p.kind, amount=plain(p.amount)) for p in rule.parts)
    missing = rule.total.amount - total
    if year.inexact(ALL, rule.total.amount, total):
        told = message(_told(year, ALL), kind=message("hours.total"), hours=plain(total))
        needed = message("hours.least", kind=message("hours.total"), amount=plain(rule.total.amount))
        if missing > 0 or (ALL in year.below and not missing):
            short = message("hours.short_of", told=told, kind=message("hours.total"), amount=plain(rule.total.amount))
            short = message("hours.not_enough", parts=short)
            calculation = receipt([rule], {message("hours.total"): told}, [short], None, rule.total.unit)
            return Outcome((short, message("hours.each_too", parts=parts)), hours_basis(rule), calculation)
        depends = message("hours.depends", told=told, parts=needed)
        return Outcome(
            (depends, message("hours.which"), message("hours.each_too", parts=parts)), hours_basis(rule), asks="hours"
        )
    if missing > 0:
        step = message("hours.total_step", amount=plain(rule.total.amount), hours=plain(total), short=plain(missing))
        calculation = receipt([rule], {message("hours.total"): plain(total)}, [step], missing, rule.total.unit)
        said = (message("hours.total_short", short=plain(missing)), step, message("hours.each_too", parts=parts))
        return Outcome(said, hours_basis(rule), calculation)
    first = rule.parts[0]
    return Outcome(
        (message("hours.by_kind", total=plain(total), parts=parts),),
        hours_basis(rule),
        choices=_choices(first.kind, first.amount),
        asks="hours_by_kind",
    )


def _completed(rule: HourRule, year: Studied) -> Studied:
    """The year with its last kind worked out, where the whole and all other kinds are known."""
    missing = [part.kind for part in rule.parts if part.kind not in year.parts]
    if year.total is None or len(missing) != 1 or len(rule.parts) < 2 or year.below or year.most or year.above:
        return year
    rest = year.total - sum(year.parts.values(), Decimal(0))
    if rest < 0:
        raise InvalidInputError(message("hours.more_than_all", total=plain(year.total)))
    return Studied(year.label, {**year.parts, missing[0]: rest}, year.total)


def _sane(hours: Decimal) -> None:
    if is_absurd(hours):
        raise InvalidInputError(message("hours.absurd", hours=plain(hours)))


def _choices(kind: str, amount: Decimal) -> tuple[str, ...]:
    return (
        message("hours.choice_enough", kind=kind, amount=plain(amount)),
        message("hours.choice_short", kind=kind, amount=plain(amount)),
    )


def _label(year: Studied, number: int) -> str:
    return message("hours.label", label=year.label or message("hours.nth", n=number))


def _given(year: Studied) -> str:
    parts = [f"{kind}{plain(hours)}" for kind, hours in year.parts.items()]
    return "、".join(parts or [plain(year.total or Decimal(0))])
