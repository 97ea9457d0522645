"""Years of professional work as the platform wants them: whole ones of all stretches, without the breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.calculators.outcome import Outcome, basis_of, plain, receipt
from assistant.messages import message
from corpus.rules import PracticeRule

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time in months, as it was told."""

    months: Decimal
    shown: str


def practice_years(rule: PracticeRule, stretches: Sequence[Stretch], gaps: Sequence[Stretch] = ()) -> Outcome:
    """The whole years of some stretches of work, what was broken off deducted.

    More broken off than there is, is asked about.
    """
    total = sum((each.months for each in stretches), Decimal(0))
    rest = total - sum((each.months for each in gaps), Decimal(0))
    basis = basis_of(rule, rule.whole, rule.gaps)
    if rest < 0:
        return Outcome((message("practice.bad_gap"),), basis, asks="gap")
    parts = " + ".join(_told(each) for each in stretches) + "".join(f" − {_told(each)}" for each in gaps)
    years, over = divmod(rest, _YEAR)
    steps = [message("practice.rest", parts=parts, months=plain(rest))] if len(stretches) + len(gaps) > 1 else []
    steps.append(message("practice.whole", months=plain(rest), years=plain(years)))
    inputs = {message("practice.input_work"): "、".join(each.shown for each in stretches)}
    if gaps:
        inputs[message("practice.input_gap")] = "、".join(each.shown for each in gaps)
    said = message("practice.over" if over else "practice.years", years=plain(years), months=plain(over))
    return Outcome((said, *steps), basis, receipt([rule], inputs, steps, years, message("practice.unit")))


def _told(stretch: Stretch) -> str:
    return message("practice.part", shown=stretch.shown, months=plain(stretch.months))
