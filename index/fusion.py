"""Two kinds of scores over the same clauses as one (pure).

Weighted sum of z-scores (Lee 1997, "Analyses of multiple evidence combination"; ranx calls it
z-score normalisation with a weighted sum). Scores keep how far apart two clauses are, which rank
fusion throws away.
"""

import numpy as np
import numpy.typing as npt

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


def best_per_owner(scores: Scores, first_of_owner: npt.NDArray[np.intp]) -> Scores:
    """The best score among the chunks of each clause.

    Args:
        first_of_owner: where each clause's chunks begin; chunks of one clause lie together.
    """
    return np.maximum.reduceat(scores, first_of_owner)
