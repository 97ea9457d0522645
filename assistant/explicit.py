"""The calculators over explicit figures, the same for the command line and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from assistant.calculators.fees import Applicants, every_level, review_fees
from assistant.calculators.hours import requirement, shortfall
from assistant.calculators.outcome import Outcome
from assistant.calculators.studied import Studied
from assistant.calculators.subject_fees import subject_fees
from corpus.rules import FeeRule, HourRule


def fees(rules: Sequence[FeeRule], counts: Mapping[str, int], mode: str | None, subjects: int | None) -> Outcome:
    """Review fees by level and number of applications, or, with a mode, the fees of examination subjects.

    Raises:
        InvalidInputError: a level, a mode or a number that no rule knows.
    """
    if mode is not None:
        return subject_fees(rules, list(counts), mode, subjects, max(1, sum(counts.values())))
    if not counts:
        return every_level(rules)
    return review_fees(rules, [Applicants(level, count) for level, count in counts.items()])


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
