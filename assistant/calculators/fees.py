"""Review fees, by level and application."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.calculators.outcome import InvalidInputError, Outcome, Quoted, basis_of, plain, receipt
from assistant.messages import message
from corpus.rules import FeeRule, PayeeRule

MOST_PEOPLE = 100_000  # beyond that a number is a slip, not a head count


@dataclass(frozen=True, slots=True)
class Applicants:
    """People (or applications) of one level."""

    level: str
    count: int = 1


def review_fees(rules: Sequence[FeeRule], applicants: Sequence[Applicants]) -> Outcome:
    """The review fees of people of one or several levels, in yuan.

    Args:
        applicants: one entry a level; a level named twice is added up.

    Raises:
        InvalidInputError: no applicants, a count below 1 or beyond reason, or a level without a rule.
    """
    counts: dict[str, int] = {}
    for entry in applicants:
        if not 1 <= entry.count <= MOST_PEOPLE:
            raise InvalidInputError(message("fee.bad_count", count=entry.count, most=MOST_PEOPLE))
        counts[entry.level] = counts.get(entry.level, 0) + entry.count
    if not counts:
        raise InvalidInputError(message("fee.no_level"))
    used = [rule_of(rules, level) for level in counts]
    amounts = [rule.review.amount * counts[rule.level] for rule in used]
    steps = [
        message(
            "fee.step", level=rule.level, amount=plain(rule.review.amount), count=counts[rule.level], sum=plain(sum_)
        )
        for rule, sum_ in zip(used, amounts, strict=True)
    ]
    total = sum(amounts, Decimal(0))
    if len(used) > 1:
        steps.append(message("fee.sum", parts=" + ".join(map(plain, amounts)), sum=plain(total)))
    people = sum(counts.values())
    first = used[0]
    said = (
        message("fee.one", level=first.level, amount=plain(first.review.amount))
        if people == 1
        else message("fee.several", count=people, sum=plain(total))
    )
    inputs = {level: message("fee.count", count=count) for level, count in counts.items()}
    return Outcome(
        said=(said, *(steps if people > 1 else ())),
        basis=tuple(quoted for rule in used for quoted in basis_of(rule, rule.review)),
        calculation=receipt(used, inputs, steps, total, message("fee.unit")),
    )


def every_level(rules: Sequence[FeeRule], count: int = 1) -> Outcome:
    """The fee of each level, for somebody who has not said which; the levels are the choices."""
    ordered = sorted(rules, key=lambda rule: rule.review.amount)
    lines = [
        message(
            "fee.step", level=r.level, amount=plain(r.review.amount), count=count, sum=plain(r.review.amount * count)
        )
        if count > 1
        else message("fee.one", level=r.level, amount=plain(r.review.amount))
        for r in ordered
    ]
    return Outcome(
        said=(message("fee.which_level"), *lines),
        basis=tuple(quoted for rule in ordered for quoted in basis_of(rule, rule.review)),
        choices=tuple(rule.level for rule in ordered),
        asks="level",
    )


def one_each(rules: Sequence[FeeRule], levels: Sequence[str]) -> Outcome:
    """The fee of each of several levels side by side, with no total: nobody asked for one."""
    used = [rule_of(rules, level) for level in levels]
    lines = [message("fee.one", level=rule.level, amount=plain(rule.review.amount)) for rule in used]
    return Outcome(
        said=tuple(lines),
        basis=tuple(quoted for rule in used for quoted in basis_of(rule, rule.review)),
        calculation=receipt(used, {message("fee.input_level"): "、".join(levels)}, lines, None, message("fee.unit")),
    )


def both(examined: Outcome, reviewed: Outcome) -> Outcome:
    """Two groups of applicants in one answer, and their sum where both have one that may be added.

    The fees of 以考代评 are subject fees as such and are added to no review fee.
    """
    said = (*reviewed.said, *examined.said)
    basis = (*reviewed.basis, *examined.basis)
    one, two = reviewed.calculation, examined.calculation
    together = one is not None and two is not None and len(two.steps) > 1
    if not together or one is None or two is None or one.result is None or two.result is None:
        return replace(examined, said=said, basis=basis)
    total = Decimal(one.result) + Decimal(two.result)
    step = message("fee.sum", parts=f"{one.result} + {two.result}", sum=plain(total))
    calculation = replace(
        two,
        rule_ids=(*one.rule_ids, *two.rule_ids),
        inputs={**one.inputs, **two.inputs},
        steps=(*one.steps, *two.steps, step),
        result=plain(total),
        clauses=tuple(dict.fromkeys((*one.clauses, *two.clauses))),
    )
    return replace(
        examined, said=(message("fee.in_all", sum=plain(total)), *said, step), basis=basis, calculation=calculation
    )


def who_may_charge(rule: PayeeRule) -> Outcome:
    """Whether units of a kind may charge these fees at all."""
    said = message("fee.payee_may" if rule.may_charge else "fee.payee_may_not", payee=rule.payee)
    calculation = receipt([rule], {message("fee.input_payee"): rule.payee}, [said], None, "")
    return Outcome((said,), (Quoted(rule.clause, rule.words),), calculation)


def experts_unsaid() -> Outcome:
    """What those who judge are paid is nowhere said: these fees are those of the applicants."""
    return Outcome((message("fee.experts_unsaid"),), (), unsaid=True)


def rule_of(rules: Sequence[FeeRule], level: str) -> FeeRule:
    """The rule of a level.

    Raises:
        InvalidInputError: there is none.
    """
    for rule in rules:
        if rule.level == level:
            return rule
    raise InvalidInputError(message("fee.unknown_level", level=level, levels="、".join(rule.level for rule in rules)))
