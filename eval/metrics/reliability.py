"""Does the stated confidence hold? Reliability by bins, and the expected calibration error (Naeini et al. 2015)."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: their mean confidence, and the share that the texts do answer."""

    confidence: float
    share: float
    count: int


def reliability(stated: Sequence[tuple[float, bool]]) -> list[Bin]:
    """BINS of equal width over (confidence that the texts answer, whether they do); empty ones are left out."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, answerable in stated:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, answerable))
    return [
        Bin(sum(c for c, _ in found) / len(found), sum(a for _, a in found) / len(found), len(found))
        for _, found in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The mean distance of confidence from share, weighted by how many questions a bin holds; None over nothing."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.share) for one in bins) / total if total else None
