"""The rank among people, recommended by a unit or authors of something, as the platform wants it written."""

from decimal import Decimal

from assistant.calculators.outcome import Outcome, basis_of, plain, receipt
from assistant.messages import message
from corpus.rules import RankingRule

MOST_PEOPLE = 100_000  # beyond that a number is a slip, not a head count


def rank_entry(rule: RankingRule, rank: Decimal, people: Decimal) -> Outcome:
    """The entry for a rank among a number of people; a rank that cannot be is asked about."""
    shown = {"rank": plain(rank), "people": plain(people)}
    if not (_counts(rank) and _counts(people)):
        bad = message("ranking.bad", most=MOST_PEOPLE, **shown)
        return Outcome((bad,), basis_of(rule, rule.form, rule.example), asks="rank")
    if rank > people:
        return Outcome((message("ranking.beyond", **shown),), basis_of(rule, rule.form, rule.example), asks="rank")
    entry = rule.form.filled(shown["rank"], shown["people"])
    step = message("ranking.step", entry=entry, **shown)
    inputs = {message("ranking.input_rank"): shown["rank"], message("ranking.input_people"): shown["people"]}
    return Outcome(
        said=(message("ranking.entry", entry=entry), step),
        basis=basis_of(rule, rule.form, rule.alone if people == 1 else rule.example),
        calculation=receipt([rule], inputs, [step], entry, ""),
    )


def which_rank(rule: RankingRule) -> Outcome:
    """The rank or the number of people is not known: both are asked for."""
    return Outcome((message("ranking.which"),), basis_of(rule, rule.form, rule.example), asks="rank")


def _counts(number: Decimal) -> bool:
    return 1 <= number <= MOST_PEOPLE and number == number.to_integral_value()
