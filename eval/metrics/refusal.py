"""Declining: precision and recall of refusals, and how often a fair question is refused."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """Shares 0 … 1; None where nothing was there to divide by."""

    precision: float | None  # of the refused questions, those that the texts do not answer
    recall: float | None  # of the questions that the texts do not answer, those refused
    false_refusals: float | None  # of the answerable questions, those refused


def refusal_scores(refused: Sequence[bool], answerable: Sequence[bool]) -> RefusalScores:
    """The three shares over questions, given for each whether it was refused and whether it has an answer."""
    pairs = list(zip(refused, answerable, strict=True))
    rightly = sum(r and not a for r, a in pairs)
    return RefusalScores(
        _share(rightly, sum(r for r, _ in pairs)),
        _share(rightly, sum(not a for _, a in pairs)),
        _share(sum(r and a for r, a in pairs), sum(a for _, a in pairs)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
