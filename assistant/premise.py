"""A figure that somebody takes for granted (初级免费，对吧) against the one that a rule gives (pure)."""

from decimal import Decimal, InvalidOperation

from assistant.calculators.outcome import Outcome
from assistant.cues import verdict_cue
from assistant.messages import message
from assistant.quantity import normalised, quantities


def contradicted(question: str, outcome: Outcome) -> str:
    """That it is not so, where a question asserts another figure than results; else nothing.

    Only what the result itself counts is compared, and only where the question wants it confirmed: a number
    that went into the calculation is no assertion.
    """
    found = outcome.calculation
    if found is None or found.result is None or not verdict_cue("confirm").search(question):
        return ""
    try:
        result = Decimal(found.result)
    except InvalidOperation:
        return ""
    plain = normalised(question)
    said = {quantity.value for quantity in quantities(plain, {}, ()) if quantity.unit in ("", found.unit)}
    if found.unit == message("fee.unit") and verdict_cue("free").search(question):
        said.add(Decimal(0))
    given = {value for value in map(_number, found.inputs.values()) if value is not None}
    asserted = said - given
    return message("verdict.no") if asserted and result not in asserted else ""


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
