"""Whose company a question keeps: the typical questions and the examples of what is not answered near it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from corpus.examples import Label
from index.dense import DenseIndex, Scores
from index.embedder import Vectors
from index.wording import Worded, Wording

NEAREST = 10
_SHARED = 15  # of all questions known, the nearest among which the share is taken
_SHARPNESS = 20.0  # of the weight exp(20 · cosine) by which the nearer count more


@dataclass(frozen=True, slots=True)
class Kin:
    """One example near a question, by its cosine."""

    label: Label
    similarity: float


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around a question.

    `kin` are the NEAREST examples of what is not answered, `asked` the cosines of the NEAREST typical
    questions, nearest first both; `share` is the part of typical questions among the nearest of all (0 … 1,
    the nearer counting more); `worded` is what its wording says. All empty where a corpus teaches nothing.
    """

    kin: tuple[Kin, ...] = ()
    asked: tuple[float, ...] = ()
    share: float = 1.0
    worded: Worded = field(default_factory=Worded)


class ExampleIndex:
    """The vectors of all examples with their labels, and the classifier of wordings."""

    def __init__(self, dense: DenseIndex, labels: Sequence[Label], wording: Wording) -> None:
        self._dense = dense
        self._labels = labels
        self._wording = wording

    def company(self, text: str, query: Vectors, asked: Scores) -> Company:
        """What stands around a question.

        Args:
            query: its raw vector.
            asked: its cosine with every typical question.
        """
        worded = self._wording.read(text)
        near = tuple(map(float, asked[_best(asked, NEAREST)]))
        if not self._labels:
            return Company((), near, 1.0, worded)
        scores = self._dense.scores(query)
        order = _best(scores, NEAREST)
        kin = tuple(Kin(self._labels[at], float(scores[at])) for at in order)
        return Company(kin, near, _share(asked, scores), worded)


def _best(scores: Scores, most: int) -> npt.NDArray[np.intp]:
    """The positions of the highest scores, highest first; of equal ones the first."""
    if len(scores) > most:
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        among = np.flatnonzero(scores >= least)
    else:
        among = np.arange(len(scores))
    return among[np.argsort(-scores[among], kind="stable")][:most]


def _share(asked: Scores, examples: Scores) -> float:
    """The part of `asked` among the nearest of both."""
    asked, examples = asked[_best(asked, _SHARED)], examples[_best(examples, _SHARED)]
    cosines = np.concatenate([asked, examples])
    theirs: npt.NDArray[np.bool_] = np.concatenate([np.ones(len(asked), bool), np.zeros(len(examples), bool)])
    order = _best(cosines, _SHARED)
    weights = np.exp(_SHARPNESS * (cosines[order] - cosines[order[0]]))
    return float((weights * theirs[order]).sum() / weights.sum())
