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
class Voices:
    """Which chunks speak for which clause.

    All stretches of a clause's own text are one voice, the best of them; each typical question is
    another. Chunks of one voice lie together, and so do the voices of one clause. `opens` is where each
    voice's chunks begin and `owner` its clause, both shape (voices,); `first` is where each clause's
    voices begin, shape (clauses,).
    """

    opens: npt.NDArray[np.intp]
    owner: npt.NDArray[np.intp]
    first: npt.NDArray[np.intp]

    @classmethod
    def of(cls, owner: npt.NDArray[np.intp], own_text: npt.NDArray[np.bool_], clauses: int) -> "Voices":
        """Voices from each chunk's clause (ascending, none missing) and whether it is the clause's own text."""
        goes_on = np.zeros(len(owner), bool)
        goes_on[1:] = own_text[1:] & own_text[:-1] & (owner[1:] == owner[:-1])
        opens = np.flatnonzero(~goes_on)
        return cls(opens, owner[opens], np.searchsorted(owner[opens], np.arange(clauses)))

    def best(self, scores: Scores) -> Scores:
        """The best chunk score of each clause, shape (clauses,)."""
        return np.maximum.reduceat(np.maximum.reduceat(scores, self.opens), self.first)

    def agreeing(self, scores: Scores) -> Scores:
        """The best few voices of each clause averaged, the first counting most, shape (clauses,).

        One typical question may resemble a query by accident; when several do, it is what the query
        means. A clause with one voice keeps its best score. AGREEING and DECAY were chosen on
        eval/calibration (docs/decisions/0004).
        """
        rest = np.maximum.reduceat(scores, self.opens).astype(np.float32)
        total = np.zeros(len(self.first), np.float32)
        weights = np.zeros(len(self.first), np.float32)
        for place in range(AGREEING):
            best = np.maximum.reduceat(rest, self.first)
            there = np.isfinite(best)
            weight = np.where(there, np.float32(DECAY**place), np.float32(0))
            total += weight * np.where(there, best, np.float32(0))
            weights += weight
            taken = np.flatnonzero(rest == best[self.owner])
            rest[taken[np.unique(self.owner[taken], return_index=True)[1]]] = -np.inf
        return total / weights
