"""Verdicts: may somebody, by what they have said of themselves, and what remains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.calculators.outcome import Outcome, Quoted, basis_of, plain, receipt
from assistant.calculators.served import Served
from assistant.dates import WrittenDate
from assistant.messages import message
from corpus.rules import EligibilityRule, Period

YES, NO = "是", "否"  # the values of a condition in conditions.yaml
INTERNSHIP = "internship"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody said: values by slot, and their years."""

    facts: Mapping[str, str]
    served: Served = field(default_factory=Served)


def verdict(rule: EligibilityRule, case: Case, other: str | None = None) -> Outcome:
    """可以, 年限符合（在范围内）还须…, 还差…, 不可以, or the years that must be known first; then the arithmetic.

    A verdict is 可以 only when every condition that the clause states was given.

    Args:
        other: what was asked for, where that is something else than the rule grants.
    """
    if other is not None:
        said = message(f"eligibility.{rule.topic}_other", **{**_names(rule, case), "target": other})
        found = verdict(rule, case)
        return replace(found, said=(said, *found.said))
    failed = [condition for condition in rule.conditions if case.facts.get(condition.slot) == NO]
    if not rule.allowed:
        return _refused(rule, case, message(f"eligibility.{rule.topic}_no", **_names(rule, case)), basis_of_words(rule))
    if "case" in rule.when:  # a rule of its own, and no list of conditions
        return Outcome((message("eligibility.as_it_stands"),), basis_of_words(rule), stated=True)
    if failed:
        key = "eligibility.certificate_denied" if rule.topic == "certificate" else "eligibility.denied"
        said = message(key, conditions="；".join(condition.says for condition in failed))
        return _refused(rule, case, said, basis_of(rule, *failed))
    return _by_years(rule, case)


def _refused(rule: EligibilityRule, case: Case, said: str, basis: tuple[Quoted, ...]) -> Outcome:
    return Outcome((said,), basis, receipt([rule], _inputs(case), [said], None, ""))


def _by_years(rule: EligibilityRule, case: Case) -> Outcome:
    basis = basis_of(rule, *rule.periods, *rule.conditions) + basis_of_words(rule)
    needed = sum((period.years for period in rule.periods), Decimal(0))
    short = _short(rule.periods, case.served)
    if short is None:
        said = message("eligibility.which_years", needed=_requirement(rule.periods))
        choices = (message("eligibility.choice_years", years=plain(needed)),)
        return Outcome((said,), basis, choices=choices, asks="years")
    inexact = case.served.above and short > 0  # by how much it is short is not known
    steps = [] if inexact else _steps(rule.periods, case.served, short)
    if short > 0 or (case.served.below and rule.periods):
        said = (
            message("eligibility.short", amount=_length(short))
            if steps
            else message("eligibility.below_it", needed=_requirement(rule.periods))
        )
        result, unit = (None, "") if inexact else _counted(short)
        return Outcome((said, *steps), basis, receipt([rule], _inputs(case), steps or [said], result, unit))
    return _granted(rule, case, steps, basis)


def _counted(years: Decimal) -> tuple[Decimal, str]:
    """Whole years as years, others as months, rounded up to a whole one."""
    if years == years.to_integral_value():
        return years, message("eligibility.unit")
    return Decimal(_whole_months(years)), message("eligibility.unit_months")


def _whole_months(years: Decimal) -> int:
    """Years in months, a begun month as a whole one; a twelfth has no end and must not make one more."""
    return int(round(years * _MONTHS, 6).to_integral_value(rounding="ROUND_CEILING"))


def _granted(rule: EligibilityRule, case: Case, steps: Sequence[str], basis: tuple[Quoted, ...]) -> Outcome:
    """Nothing stands against it: granted, or granted once the conditions nobody spoke of are met, too."""
    missing = [c for c in rule.conditions if case.facts.get(c.slot) != YES and not c.assumed]
    result = receipt([rule], _inputs(case), steps or [message("eligibility.no_years")], None, "")
    if not missing:
        said = message(f"eligibility.{rule.topic}_yes", **_names(rule, case))
        return Outcome((said, *steps), basis, result)
    key = "eligibility.pending_years" if rule.periods else f"eligibility.{rule.topic}_pending"
    said = message(key, conditions="；".join(condition.says for condition in missing), **_names(rule, case))
    grant = (message(f"eligibility.{rule.topic}_then", **_names(rule, case)),) if rule.grants else ()
    return Outcome((said, *steps, *grant), basis, result)


def years_needed(rule: EligibilityRule) -> Outcome:
    """How many years a rule asks for in all, period by period."""
    needed = sum((period.years for period in rule.periods), Decimal(0))
    key = "years_in_all" if len(rule.periods) > 1 else "years_of"
    said = message(
        f"eligibility.{rule.topic}_{key}",
        needed=_requirement(rule.periods),
        years=plain(needed),
        grants=rule.grants or "",
    )
    unit = message("eligibility.unit")
    calculation = receipt([rule], {"degree": rule.when.get("degree", "")}, [said], needed, unit)
    return Outcome((said,), basis_of(rule, *rule.periods, *rule.conditions) + basis_of_words(rule), calculation)


def reached(rule: EligibilityRule, since: WrittenDate) -> Outcome:
    """When the years of a rule are reached that began on a day; to the month, or to the year where no month is said.

    Args:
        since: a date of the calendar with at least its year.
    """
    needed = sum((period.years for period in rule.periods), Decimal(0))
    assert since.year is not None
    then = replace(since, year=since.year + int(needed)).spelled()
    names = {"date": then, "years": plain(needed), "since": since.spelled(), "needed": _requirement(rule.periods)}
    step = message("eligibility.step_reached", **names)
    inputs = {message("eligibility.input_since"): since.spelled()}
    calculation = receipt([rule], inputs, [step], then, message("eligibility.unit_date"))
    basis = basis_of(rule, *rule.periods, *rule.conditions) + basis_of_words(rule)
    remaining = [condition.says for condition in rule.conditions if not condition.assumed]
    more = (message("eligibility.besides", conditions="；".join(remaining)),) if remaining else ()
    return Outcome((message("eligibility.reached", **names), step, *more), basis, calculation)


def instead(refused: Outcome, rules: Sequence[EligibilityRule]) -> Outcome:
    """A refusal, with what the same person may have instead, where rules grant it."""
    said = [
        message(
            "eligibility.instead", target=rule.when["target"], conditions="；".join(c.says for c in rule.conditions)
        )
        if rule.conditions
        else message("eligibility.instead_plain", target=rule.when["target"])
        for rule in rules
    ]
    basis = tuple(quoted for rule in rules for quoted in basis_of_words(rule))
    return replace(refused, said=(*refused.said, *said), basis=(*refused.basis, *basis))


def too_low(degree: str, rules: Sequence[EligibilityRule]) -> Outcome:
    """A refusal for somebody whose degree is below all with which a target is granted."""
    ordered = sorted(rules, key=lambda rule: rule.clause)
    degrees = "、".join(rule.when["degree"] for rule in ordered)
    said = message("eligibility.degree_too_low", target=ordered[0].grants, degrees=degrees, degree=degree)
    basis = tuple(quoted for rule in ordered for quoted in basis_of_words(rule))
    return Outcome((said,), basis, receipt(ordered, {"degree": degree}, [said], None, ""))


def taken_for(outcome: Outcome, rule: EligibilityRule) -> Outcome:
    """An outcome for a degree that somebody has only by a rule that puts a class of a technical school on a par."""
    said = message("eligibility.taken_for", **{"class": rule.when["class"], "degree": rule.grants})
    return replace(outcome, said=(*outcome.said, said), basis=(*outcome.basis, *basis_of_words(rule)))


def which_degree(rules: Sequence[EligibilityRule]) -> Outcome:
    """The cases by degree, for somebody who has not said which they have; the degrees are the choices."""
    ordered = sorted(rules, key=lambda rule: rule.clause)
    lines = [
        message(
            f"eligibility.{rule.topic}_case",
            degree=rule.when["degree"],
            needed=_requirement(rule.periods) or message("eligibility.no_years"),
            grants=rule.grants,
        )
        for rule in ordered
    ]
    return Outcome(
        said=(message(f"eligibility.{ordered[0].topic}_which"), *lines),
        basis=tuple(quoted for rule in ordered for quoted in basis_of_words(rule)),
        choices=tuple(rule.when["degree"] for rule in ordered),
        asks="degree",
    )


def which_card(rules: Sequence[EligibilityRule]) -> Outcome:
    """Who is in the scope of each target, for somebody who has not said what they hold; that is the choice."""
    targets = dict.fromkeys(rule.when["target"] for rule in rules)
    lines = [
        message(
            "eligibility.direct_scope",
            target=target,
            cards="、".join(dict.fromkeys(rule.when["card"] for rule in rules if rule.when["target"] == target)),
        )
        for target in targets
    ]
    return Outcome(
        said=(message("eligibility.direct_which"), *lines),
        basis=tuple(dict.fromkeys(quoted for rule in rules for quoted in basis_of_words(rule))),
        choices=tuple(dict.fromkeys(rule.when["card"] for rule in rules)),
        asks="card",
    )


def basis_of_words(rule: EligibilityRule) -> tuple[Quoted, ...]:
    """The words that carry the verdict itself."""
    return (Quoted(rule.clause, rule.words),)


def _names(rule: EligibilityRule, case: Case) -> dict[str, str]:
    told = {slot: case.facts.get(slot, "") for slot in ("target", "degree")}
    return {"words": rule.words, "grants": rule.grants or "", **told}


def _inputs(case: Case) -> dict[str, str]:
    return {**case.facts, **_told(case.served)}


def _short(periods: Sequence[Period], served: Served) -> Decimal | None:
    """The years still missing; None when too little was said to know."""
    if not periods:
        return Decimal(0)
    if served.unclear:
        return None
    needed = {period.slot: period.years for period in periods}
    internship = needed.pop(INTERNSHIP, Decimal(0))
    rest = sum(needed.values(), Decimal(0))
    had = internship if served.internship_over else served.internship
    if served.after is not None:
        return max(Decimal(0), internship - (internship if had is None else had)) + max(Decimal(0), rest - served.after)
    if served.total is not None:
        total = max(Decimal(0), internship + rest - served.total)
        return Decimal(0) if served.internship_over and not rest else total
    if had is not None and not rest:
        return max(Decimal(0), internship - had)
    return None


def _steps(periods: Sequence[Period], served: Served, short: Decimal) -> list[str]:
    if not periods or served.below:
        return []
    needed, told = _requirement(periods), "，".join(f"{name}{value}" for name, value in _told(served).items())
    if not short:
        return [message("eligibility.step_met", needed=needed, told=told)]
    return [message("eligibility.step_short", needed=needed, told=told, short=_length(short))]


def _requirement(periods: Sequence[Period]) -> str:
    return "，".join(message(f"eligibility.period_{p.slot}", years=plain(p.years)) for p in periods)


def _told(served: Served) -> dict[str, str]:
    found: dict[str, str] = {}
    if served.internship_over:
        found[message("eligibility.told_internship")] = message("eligibility.over")
    elif served.internship is not None:
        found[message("eligibility.told_internship")] = _length(served.internship)
    if served.after is not None:
        found[message("eligibility.told_after")] = _length(served.after)
    if served.total is not None:
        below = message("eligibility.below") if served.below else ""
        above = message("eligibility.above") if served.above else ""
        found[message("eligibility.told_total")] = f"{below}{_length(served.total)}{above}"
    return found


def _length(years: Decimal) -> str:
    """1年, 6个月, 1年6个月 — rounded up to a whole month."""
    whole, rest = divmod(_whole_months(years), _MONTHS)
    parts = [message("eligibility.years", n=whole)] if whole else []
    if rest or not parts:
        parts.append(message("eligibility.months", n=rest))
    return "".join(parts)
