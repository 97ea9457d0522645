"""Two kinds of scores over the same clauses as one (pure).

Weighted sum of z-scores (Lee 1997, "Analyses of multiple evidence combination"; ranx calls it
z-score normalisation with a weighted sum). Scores keep how far apart two clauses are, which rank
fusion throws away.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

AGREEING, DECAY = 3, 0.7
Scores = npt.NDArray[np.float32]


def standardised(scores: Scores) -> Scores:
    """(x − mean) / standard deviation; zeros where all scores are equal."""
    exact = scores.astype(np.float64)  # in float32, equal scores can differ from their own mean
    deviation = float(exact.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((exact - exact.mean()) / deviation, dtype=np.float32)


def fused(words: Scores, meaning: Scores, word_weight: float) -> Scores:
    """word_weight · z(words) + (1 − word_weight) · z(meaning), shape as given."""
    return np.float32(word_weight) * standardised(words) + np.float32(1 - word_weight) * standardised(meaning)


def ranked(scores: Scores, limit: int) -> npt.NDArray[np.intp]:
    """Positions of the highest scores, best first; equal scores keep their order."""
    return np.argsort(-scores, kind="stable")[:limit]


@dataclass(frozen=True, slots=True)
class Groups:
    """Which chunks belong to which clause; chunks of one clause lie together.

    `first` is where each clause's chunks begin, shape (clauses,); `owner` the clause of each chunk,
    shape (chunks,).
    """

    first: npt.NDArray[np.intp]
    owner: npt.NDArray[np.intp]

    @classmethod
    def of(cls, owner: npt.NDArray[np.intp], clauses: int) -> "Groups":
        """Groups from the clause of each chunk, in ascending order; every clause has a chunk."""
        return cls(np.searchsorted(owner, np.arange(clauses)), owner)

    def best(self, scores: Scores) -> Scores:
        """The best score among the chunks of each clause, shape (clauses,)."""
        return np.maximum.reduceat(scores, self.first)

    def agreeing(self, scores: Scores) -> Scores:
        """The best few scores of each clause averaged, the first counting most, shape (clauses,).

        One chunk may resemble a query by accident; when several chunks of a clause do, it is what the
        query means. Best of AGREEING = 1, 2, 3, 5 on eval/calibration (eval/README.md).
        """
        rest = scores.astype(np.float32, copy=True)
        total = np.zeros(len(self.first), np.float32)
        weights = np.zeros(len(self.first), np.float32)
        for place in range(AGREEING):
            best = np.maximum.reduceat(rest, self.first)
            there = np.isfinite(best)
            weight = np.where(there, np.float32(DECAY**place), np.float32(0))
            total += weight * np.where(there, best, np.float32(0))
            weights += weight
            rest[rest == best[self.owner]] = -np.inf
        return total / weights
