"""What comes of several fees, or of a fee and a sum of money: together, apart, how many people, how much too much."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.calculators.fees import rule_of
from assistant.calculators.outcome import InvalidInputError, Outcome, basis_of, one_receipt, plain, receipt
from assistant.messages import message
from assistant.model import Calculation
from corpus.rules import FeeRule

MOST_MONEY = 10_000_000  # yuan; beyond that a number is a slip


def added(outcomes: Sequence[Outcome]) -> Outcome:
    """Groups of people who are assessed each in their own way: every group, and what they cost together in yuan."""
    sums = _sums(outcomes)
    listed = side_by_side(outcomes)
    if sums is None or listed.calculation is None:
        return listed
    total = sum(sums, Decimal(0))
    step = message("fee.sum", parts=" + ".join(map(plain, sums)), sum=plain(total))
    said = (message("fee.in_all", sum=plain(total)), *listed.said, step)
    return replace(listed, said=said, calculation=_with(listed.calculation, step, total))


def apart(outcomes: Sequence[Outcome]) -> Outcome:
    """Two ways of assessment: both, and by how many yuan one costs more."""
    sums = _sums(outcomes)
    listed = side_by_side(outcomes)
    if sums is None or len(sums) != 2 or listed.calculation is None:
        return listed
    more, less = max(sums), min(sums)
    if more == less:
        return replace(listed, said=(message("fee.same"), *listed.said))
    step = message("fee.apart_step", more=plain(more), less=plain(less), difference=plain(more - less))
    said = (message("fee.apart", difference=plain(more - less)), *listed.said, step)
    return replace(listed, said=said, calculation=_with(listed.calculation, step, more - less))


def affordable(rules: Sequence[FeeRule], level: str, money: int) -> Outcome:
    """How many people of a level a sum of money (yuan) pays the review for, and what is left.

    Raises:
        InvalidInputError: a sum beyond reason, or a level without a rule.
    """
    rule, sum_ = rule_of(rules, level), _checked(money)
    count, left = divmod(sum_, rule.review.amount)
    paid = count * rule.review.amount
    names = {"money": plain(sum_), "amount": plain(rule.review.amount), "count": int(count), "left": plain(left)}
    step = message("fee.affordable_step", paid=plain(paid), **names)
    said = message("fee.affordable", level=level, **names)
    calculation = receipt([rule], _money(level, sum_), [step], count, message("fee.people"))
    return Outcome((said, step), basis_of(rule, rule.review), calculation)


def overcharged(rules: Sequence[FeeRule], level: str, money: int) -> Outcome:
    """By how many yuan what was charged for one review is beyond the fee.

    Raises:
        InvalidInputError: a sum beyond reason, or a level without a rule.
    """
    rule, sum_ = rule_of(rules, level), _checked(money)
    over = sum_ - rule.review.amount
    one = message("fee.one", level=level, amount=plain(rule.review.amount))
    if over <= 0:
        return Outcome((message("fee.not_over"), one), basis_of(rule, rule.review))
    step = message("fee.apart_step", more=plain(sum_), less=plain(rule.review.amount), difference=plain(over))
    calculation = receipt([rule], _money(level, sum_), [step], over, message("fee.unit"))
    return Outcome((message("fee.over", difference=plain(over)), one, step), basis_of(rule, rule.review), calculation)


def _checked(money: int) -> Decimal:
    if not 1 <= money <= MOST_MONEY:
        raise InvalidInputError(message("fee.bad_money", money=money, most=MOST_MONEY))
    return Decimal(money)


def _money(level: str, money: Decimal) -> dict[str, str]:
    return {message("fee.input_level"): level, message("fee.input_money"): plain(money)}


def _sums(outcomes: Sequence[Outcome]) -> list[Decimal] | None:
    """What each comes to; None where one has no figure."""
    results = [outcome.calculation.result if outcome.calculation else None for outcome in outcomes]
    return [Decimal(result) for result in results if result is not None] if None not in results else None


def side_by_side(outcomes: Sequence[Outcome]) -> Outcome:
    """All of them side by side, the sentences that several share said once at the end."""
    receipts = [outcome.calculation for outcome in outcomes if outcome.calculation]
    steps = {step for each in receipts for step in each.steps}
    said = [sentence for outcome in outcomes for sentence in outcome.said]
    shared = dict.fromkeys(sentence for sentence in said if said.count(sentence) > 1 and sentence not in steps)
    once = [sentence for sentence in said if sentence not in shared]
    numbered = [
        replace(each, inputs={f"{name}{number}": value for name, value in each.inputs.items()})
        for number, each in enumerate(receipts, 1)
    ]
    joined = one_receipt(numbered) if len(receipts) == len(outcomes) else None
    joined = replace(joined, unit=receipts[0].unit) if joined else None
    basis = tuple(dict.fromkeys(quoted for outcome in outcomes for quoted in outcome.basis))
    return Outcome((*once, *shared), basis, joined)


def _with(calculation: Calculation, step: str, result: Decimal) -> Calculation:
    return replace(calculation, steps=(*calculation.steps, step), result=plain(result))
