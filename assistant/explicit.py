"""The calculators over explicit figures, the same for the command line and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assistant.calculators.fees import Applicants, both, every_level, review_fees, rule_of
from assistant.calculators.hours import shortfall
from assistant.calculators.outcome import Outcome
from assistant.calculators.required_hours import requirement
from assistant.calculators.studied import Studied
from assistant.calculators.subject_fees import subject_fees
from corpus.rules import FeeRule, HourRule


def fees(rules: Sequence[FeeRule], counts: Mapping[str, int], mode: str | None, subjects: int | None) -> Outcome:
    """Review fees by level and number of applications, or, with a mode, the fees of examination subjects.

    A level that is not assessed in that way is counted with its review fee alone, beside the others.

    Raises:
        InvalidInputError: a level, a mode or a number that no rule knows.
    """
    everybody = [Applicants(level, count) for level, count in counts.items()]
    if mode is None:
        return review_fees(rules, everybody) if everybody else every_level(rules)
    examined = {level: count for level, count in counts.items() if rule_of(rules, level).subjects.mode == mode}
    others = [group for group in everybody if group.level not in examined]
    if not examined or not others:
        return subject_fees(rules, list(counts), mode, subjects, max(1, sum(counts.values())))
    with_subjects = subject_fees(rules, list(examined), mode, subjects, sum(examined.values()))
    return both(with_subjects, review_fees(rules, others))


def hours(rule: HourRule, given: Mapping[str, Decimal], total: Decimal | None) -> Outcome:
    """What a year's study hours are short of; without figures, what a year needs.

    Raises:
        InvalidInputError: a kind that the rule does not know, or a figure beyond reason.
    """
    if not given and total is None:
        return requirement(rule)
    return shortfall(rule, [Studied(parts=given, total=total)])


def as_record(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON: what is said, the receipt, the words it rests on, the choices."""
    return {
        "said": list(outcome.said),
        "calculation": asdict(outcome.calculation) if outcome.calculation else None,
        "basis": [{"clause_id": basis.clause, "words": basis.words} for basis in outcome.basis],
        "choices": list(outcome.choices),
    }
