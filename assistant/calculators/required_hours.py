"""What the rule on study hours asks for: of a year, of several, of several people."""

from decimal import Decimal

from assistant.calculators.outcome import Outcome, Quoted, basis_of, plain, receipt
from assistant.messages import message
from corpus.rules import HourRule


def requirement(rule: HourRule, years: int = 1, people: int = 1) -> Outcome:
    """What a year needs, or several together, of one person or of several."""
    parts = "、".join(message("hours.least", kind=p.kind, amount=plain(p.amount)) for p in rule.parts)
    said = message("hours.requirement", total=plain(rule.total.amount), parts=parts)
    if people > 1 and years > 1:
        return _people_over_years(rule, years, people, said)
    if people > 1:
        total = rule.total.amount * people
        step = message("hours.several_people", total=plain(rule.total.amount), people=people, sum=plain(total))
        inputs = {message("hours.people"): str(people)}
        return Outcome((step, said), hours_basis(rule), receipt([rule], inputs, [step], total, rule.total.unit))
    if years == 1:
        return Outcome((said,), hours_basis(rule), receipt([rule], {}, [said], rule.total.amount, rule.total.unit))
    total = rule.total.amount * years
    step = message("hours.several_years", total=plain(rule.total.amount), years=years, sum=plain(total))
    steps = [step, *(_of_kind(part.kind, part.amount, years) for part in rule.parts)]
    inputs = {message("hours.years"): str(years)}
    return Outcome((*steps, said), hours_basis(rule), receipt([rule], inputs, steps, total, rule.total.unit))


def _people_over_years(rule: HourRule, years: int, people: int, said: str) -> Outcome:
    """What several people need over several years, and how much of each kind."""
    numbers = {"years": years, "people": people}
    total = rule.total.amount * years * people
    whole = message("hours.several_people_years", total=plain(rule.total.amount), sum=plain(total), **numbers)
    kinds = [
        message(
            "hours.several_people_years_of",
            kind=part.kind,
            total=plain(part.amount),
            sum=plain(part.amount * years * people),
            **numbers,
        )
        for part in rule.parts
    ]
    inputs = {message("hours.people"): str(people), message("hours.years"): str(years)}
    steps = [whole, *kinds]
    return Outcome((*steps, said), hours_basis(rule), receipt([rule], inputs, steps, total, rule.total.unit))


def _of_kind(kind: str, least: Decimal, years: int) -> str:
    return message("hours.several_years_of", kind=kind, total=plain(least), years=years, sum=plain(least * years))


def hours_basis(rule: HourRule) -> tuple[Quoted, ...]:
    """What is quoted of the rule."""
    return basis_of(rule, rule.total, *rule.parts)
