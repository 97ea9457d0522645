"""Labelled examples of what is not answered: how near a question comes to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.examples import Label
from index.dense import DenseIndex, Scores

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Kin:
    """One example near a question, by its cosine."""

    label: Label
    similarity: float


class ExampleIndex:
    """The vectors of all examples with their labels."""

    def __init__(self, dense: DenseIndex, labels: Sequence[Label]) -> None:
        self._dense = dense
        self._labels = labels

    def nearest(self, query: Scores) -> tuple[Kin, ...]:
        """The NEAREST examples to a raw query vector, nearest first; fewer when there are fewer."""
        if not self._labels:
            return ()
        scores = self._dense.scores(query)
        order = np.argsort(-scores, kind="stable")[:NEAREST]
        return tuple(Kin(self._labels[at], float(scores[at])) for at in order)
