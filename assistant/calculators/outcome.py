"""What a calculator gives back: what is said, what it rests on, the receipt, or the detail that is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.errors import AssistantError
from assistant.model import Calculation, Route
from corpus.ids import ClauseId
from corpus.rules import Basis, Rule


class InvalidInputError(AssistantError):
    """An input that no calculation can begin with; the message names it."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a clause that an outcome rests on."""

    clause: ClauseId
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An exact answer.

    `said` holds its sentences, the result first; `choices` are the values of the one detail that is
    missing, when it changes the result.
    """

    said: tuple[str, ...]
    basis: tuple[Quoted, ...]
    calculation: Calculation | None = None
    choices: tuple[str, ...] = ()
    asks: str | None = None  # the slot that is missing
    unsaid: bool = False  # the text is silent on what was asked: the answer names whom to ask
    stated: bool = False  # a clause says so in its own words: nothing was computed, and no table looked up

    @property
    def route(self) -> Route:
        """How it was made: computed, looked up, or found in a clause; clarification while a detail is missing."""
        if self.asks:
            return Route.CLARIFICATION
        if self.calculation:
            return Route.CALCULATION
        return Route.RETRIEVAL if self.stated else Route.LOOKUP


def basis_of(rule: Rule, *parts: Basis) -> tuple[Quoted, ...]:
    """The words that parts of a rule rest on."""
    return tuple(Quoted(part.clause or rule.clause, part.words) for part in parts)


def receipt(
    rules: Sequence[Rule], inputs: Mapping[str, str], steps: Sequence[str], result: Decimal | str | None, unit: str
) -> Calculation:
    """The receipt of a calculation: by it a caller can check the result by hand.

    Args:
        result: a number, or what else results, as it is to be read (a date, an entry).
    """
    return Calculation(
        rule_ids=tuple(rule.id for rule in rules),
        inputs=dict(inputs),
        steps=tuple(steps),
        result=plain(result) if isinstance(result, Decimal) else result,
        unit=unit,
        clauses=tuple(dict.fromkeys(rule.clause for rule in rules)),
    )


def one_receipt(receipts: Sequence[Calculation]) -> Calculation | None:
    """One receipt for an answer: several stand one after another, and have no result in common."""
    if len(receipts) < 2:
        return receipts[0] if receipts else None
    return Calculation(
        rule_ids=tuple(dict.fromkeys(rule for each in receipts for rule in each.rule_ids)),
        inputs={name: value for each in receipts for name, value in each.inputs.items()},
        steps=tuple(step for each in receipts for step in each.steps),
        result=None,
        unit="",
        clauses=tuple(dict.fromkeys(clause for each in receipts for clause in each.clauses)),
    )


def plain(number: Decimal) -> str:
    """A number as people write it: 160, 61.5."""
    return f"{number.normalize():f}"
