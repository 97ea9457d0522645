"""A figure that somebody wants confirmed (初级免费，对吧) against the one that a rule gives (pure)."""

import re
from decimal import Decimal, InvalidOperation

from assistant.calculators.outcome import Outcome
from assistant.cues import part, verdict_cue
from assistant.messages import message
from assistant.quantity import Quantity, normalised, quantities


def confirmed(question: str, outcome: Outcome) -> str:
    """That it is so, where a question asserts the figure that results, or that it is not, where another; else nothing.

    Only a number that is asserted of what the result counts is compared (要交200, 中级200元), and only where the
    question wants it confirmed: one that went into the calculation is no assertion, nor is an age or a year; and what
    the rule says itself (90学时 of what is missing to them) is right.
    """
    found = outcome.calculation
    if found is None or found.result is None or not verdict_cue("confirm").search(question):
        return ""
    try:
        result = Decimal(found.result)
    except InvalidOperation:
        return ""
    plain = normalised(question)
    everything = quantities(plain, {}, ())
    if found.unit == message("fee.unit") and verdict_cue("free").search(question):
        asserted = {Decimal(0)}
    else:
        asserted = {quantity.value for quantity in everything if _is_asserted(quantity, plain, found.unit)}
    given = {value for value in map(_number, found.inputs.values()) if value is not None}
    ruled = {quantity.value for words in _words(outcome) for quantity in quantities(normalised(words), {}, ())}
    if asserted == {result} and not any(part("at_least").search(said) for said in outcome.said):
        return message("verdict.right")
    right = {result, *given, *ruled}
    mentioned = {quantity.value for quantity in everything}
    return message("verdict.wrong") if asserted - right and result not in mentioned else ""


def _is_asserted(quantity: Quantity, text: str, unit: str) -> bool:
    """True for a number of the unit that a word of asserting joins to what is asked; a bare one beside a fee."""
    if quantity.unit not in ("", unit) or not verdict_cue("claims").search(text[: quantity.start]):
        return False
    if quantity.unit:
        return True
    stretch = re.split(r"[，,。；;、]", text[: quantity.start])[-1]
    return verdict_cue("counted").search(stretch) is not None


def _words(outcome: Outcome) -> list[str]:
    return [*outcome.said, *(quoted.words for quoted in outcome.basis)]


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
