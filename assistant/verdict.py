"""The verdict word for a question that wants yes or no (pure).

It is taken over from a typical question of the clause that means the same and for which somebody has settled
it (corpus/verdicts.yaml); else from the modal word of the words quoted (不得, 可以, 无需, 须), where the stretch that
speaks of the same thing has one, and no other. Where neither says it, the quotation speaks for itself.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.contrast import Contrasts
from assistant.cues import verdict_cue
from assistant.messages import message
from assistant.quantity import Quantity, normalised, quantities
from corpus.verdicts import Verdict, Verdicts

if TYPE_CHECKING:
    from index.model import Hit

_CLAUSE = re.compile(r"[^，。；;！？\n]+")
_SHARED = 0.34  # of what is asked that the stretch with the modal word must name
_FEW = 2  # … and no fewer terms of two characters

Terms = Callable[[str], frozenset[str]]


# From this cosine, and with this share of pairs of characters in common, a typical question settles ours, too: of
# 25 typical questions so near to another of their clause, all had its verdict; of 100 from .84 on, 87 (ADR 15).
_MEANS_THE_SAME, _SAME_WORDS = 0.88, 0.25
_ALSO_NEAR = 0.02  # below the nearest: what else must not say otherwise
_PERMISSION = (Verdict.MAY, Verdict.MAY_NOT)
_NEED = (Verdict.MUST, Verdict.NEED_NOT)


def verdict_of(
    question: str, hit: "Hit", quote: str, terms: Terms, settled: Verdicts, contrasts: Contrasts
) -> Verdict | None:
    """The verdict on a question; None for another kind of question, or where nothing settles it.

    A figure in the question that the quotation does not have may be what is wrong with it: then nothing is said
    to be allowed or needed.

    Args:
        quote: the words of the hit's clause that are quoted.
        terms: the distinct terms of a text.
        settled: the verdicts on typical questions.
        contrasts: by which words a case differs from another.
    """
    near = _near_stretches(question, quote, terms)
    if _is_contradicted(question, near):
        return Verdict.WRONG
    wants_more = verdict_cue("asks_more").search(question) is not None
    if wants_more or not verdict_cue("asks").search(question) or not _figures(question) <= _figures(quote):
        return None
    may, must = (verdict_cue(name).search(question) is not None for name in ("asks_may", "asks_must"))
    kinds = _PERMISSION if may and not must else _NEED if must and not may else tuple(Verdict)
    taught = _taught(question, hit, settled, contrasts)
    if taught is not None:
        return taught if taught in kinds else None
    same = [stretch for stretch in near if contrasts.holds_for(stretch, question)]
    return _worded(same, kinds) if may != must and len(same) == len(near) else None


def _taught(question: str, hit: "Hit", settled: Verdicts, contrasts: Contrasts) -> Verdict | None:
    """The verdict on the nearest typical question, where it means the same and none as near says otherwise.

    A typical question that differs in a word that decides (有编, 没编) means something else, however near it lies.
    """
    known = settled.get(hit.clause.id, {})
    near = [asked for asked in hit.asked if asked.similarity >= hit.asked[0].similarity - _ALSO_NEAR]
    near = [asked for asked in near if not contrasts.differ(question, asked.question)]
    if not near or near[0].similarity < _MEANS_THE_SAME or near[0].question not in known:
        return None
    if _in_common(question, near[0].question) < _SAME_WORDS:
        return None
    said = {known[asked.question] for asked in near if asked.question in known}
    return said.pop() if len(said) == 1 else None


def _worded(near: Sequence[str], kinds: Sequence[Verdict]) -> Verdict | None:
    """The verdict of the modal words in the stretches that speak of what is asked."""
    found: set[Verdict] = set()
    for stretch in near:
        said = {kind for kind in (*_PERMISSION, *_NEED) if verdict_cue(kind.value).search(stretch)}
        if Verdict.MAY_NOT in said:  # 不可以 holds 可以, 不得 is no 须
            said -= {Verdict.MAY, Verdict.MUST}
        if Verdict.NEED_NOT in said:
            said -= {Verdict.MUST}
        found |= said & set(kinds)
    return found.pop() if len(found) == 1 else None


def _near_stretches(question: str, quote: str, terms: Terms) -> list[str]:
    """The stretches of a quotation that speak of what is asked."""
    asked = _pairs(verdict_cue("frame").sub(" ", question), terms)
    return [stretch for stretch in _CLAUSE.findall(quote) if _is_near(asked, _pairs(stretch, terms))]


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


def _in_common(one: str, other: str) -> float:
    """The share of pairs of characters that two texts have in common (Jaccard 1912)."""
    ours, theirs = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def _pairs(text: str, terms: Terms) -> frozenset[str]:
    return frozenset(term for term in terms(text) if len(term) >= 2)
