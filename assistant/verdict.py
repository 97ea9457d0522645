"""The verdict word for a question that wants yes or no: only what the words quoted say themselves (pure).

A question asks whether something may be done, or whether it must. The stretch of the quotation that
speaks of the same thing says so by its modal word (不得, 可以, 无需, 须). Where it has none, or both, there
is no verdict word, and the quotation speaks for itself.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum

from assistant.cues import verdict_cue
from assistant.messages import message
from assistant.quantity import Quantity, normalised, quantities

_CLAUSE = re.compile(r"[^，。；;！？\n]+")
_SHARED = 0.34  # of what is asked that the stretch with the modal word must name
_FEW = 2  # … and no fewer terms of two characters

Terms = Callable[[str], frozenset[str]]


class Verdict(StrEnum):
    """What a quotation says to a question for yes or no."""

    MAY = "may"
    MAY_NOT = "may_not"
    MUST = "must"
    NEED_NOT = "need_not"
    NOT_SO = "not_so"  # the figure that was taken for granted is another


_OF_TEXTS = (Verdict.MAY, Verdict.MAY_NOT, Verdict.MUST, Verdict.NEED_NOT)


def verdict_of(question: str, quote: str, terms: Terms) -> Verdict | None:
    """The verdict that the quotation gives; None for another kind of question, or where it says neither or both.

    A figure in the question that the quotation does not have may be what is wrong with it: then nothing is said
    to be allowed or needed.

    Args:
        terms: the distinct terms of a text.
    """
    asked = _pairs(verdict_cue("frame").sub(" ", question), terms)
    near = [stretch for stretch in _CLAUSE.findall(quote) if _is_near(asked, _pairs(stretch, terms))]
    if _is_contradicted(question, near):
        return Verdict.NOT_SO
    may, must = (verdict_cue(name).search(question) is not None for name in ("asks_may", "asks_must"))
    if may == must or verdict_cue("asks_more").search(question) or not _figures(question) <= _figures(quote):
        return None
    kinds = (Verdict.MAY, Verdict.MAY_NOT) if may else (Verdict.MUST, Verdict.NEED_NOT)
    found: set[Verdict] = set()
    for stretch in near:
        said = {kind for kind in _OF_TEXTS if verdict_cue(kind.value).search(stretch)}
        if Verdict.MAY_NOT in said:  # 不可以 holds 可以, 不得 is no 须
            said -= {Verdict.MAY, Verdict.MUST}
        if Verdict.NEED_NOT in said:
            said -= {Verdict.MUST}
        found |= said & set(kinds)
    return found.pop() if len(found) == 1 else None


def _is_contradicted(question: str, near: Sequence[str]) -> bool:
    """True when a question wants a figure confirmed, and all that are said of the matter are others."""
    if not verdict_cue("confirm").search(question):
        return False
    asserted = [q for q in _quantities(question) if verdict_cue("asserts").search(normalised(question)[: q.start])]
    free = verdict_cue("free").search(question) is not None
    if len(asserted) + free != 1:
        return False
    unit = asserted[0].unit if asserted else message("fee.unit")
    value = asserted[0].value if asserted else Decimal(0)
    said = {quantity.value for stretch in near for quantity in _quantities(stretch) if quantity.unit == unit}
    return bool(unit) and bool(said) and value not in said


def _is_near(asked: frozenset[str], stretch: frozenset[str]) -> bool:
    shared = len(asked & stretch)
    return shared >= _FEW and shared >= _SHARED * len(asked)


def _quantities(text: str) -> list[Quantity]:
    return quantities(normalised(text), {}, ())


def _figures(text: str) -> set[Decimal]:
    return {quantity.value for quantity in _quantities(text) if quantity.unit}


def _pairs(text: str, terms: Terms) -> frozenset[str]:
    return frozenset(term for term in terms(text) if len(term) >= 2)
