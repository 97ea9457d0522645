"""The verdict word for a question that wants yes or no: only what the words quoted say themselves (pure).

A question asks whether something may be done, or whether it must. The stretch of the quotation that
speaks of the same thing says so by its modal word (不得, 可以, 无需, 须). Where it has none, or both, there
is no verdict word, and the quotation speaks for itself.
"""

import re
from collections.abc import Callable
from enum import StrEnum

from assistant.cues import verdict_cue

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


def verdict_of(question: str, quote: str, terms: Terms) -> Verdict | None:
    """The verdict that the quotation gives; None for another kind of question, or where it says neither or both.

    Args:
        terms: the distinct terms of a text.
    """
    may, must = (verdict_cue(name).search(question) is not None for name in ("asks_may", "asks_must"))
    if may == must or verdict_cue("asks_more").search(question):
        return None
    asked = _pairs(verdict_cue("frame").sub(" ", question), terms)
    kinds = (Verdict.MAY, Verdict.MAY_NOT) if may else (Verdict.MUST, Verdict.NEED_NOT)
    found: set[Verdict] = set()
    for stretch in _CLAUSE.findall(quote):
        shared = asked & _pairs(stretch, terms)
        if len(shared) < _FEW or len(shared) < _SHARED * len(asked):
            continue
        said = {kind for kind in Verdict if verdict_cue(kind.value).search(stretch)}
        if Verdict.MAY_NOT in said:  # 不可以 holds 可以, 不得 is no 须
            said -= {Verdict.MAY, Verdict.MUST}
        if Verdict.NEED_NOT in said:
            said -= {Verdict.MUST}
        found |= said & set(kinds)
    return found.pop() if len(found) == 1 else None


def _pairs(text: str, terms: Terms) -> frozenset[str]:
    return frozenset(term for term in terms(text) if len(term) >= 2)
