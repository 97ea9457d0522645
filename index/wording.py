"""How a question is worded: like those that the texts answer, or like those that they do not.

Character n-grams weighted by tf-idf, parted by a ridge classifier (scikit-learn) that learns the typical
questions of the clauses against the examples of what is not answered. It sees words such as 多久 and 退吗,
which vectors blur.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.examples import Label
from index.segment import normalise

Floats = npt.NDArray[np.float32]
_N_GRAMS = (1, 3)  # characters
_ALPHA = 0.5  # ridge; chosen on eval/calibration
_ANSWERED = "answered"
_SETTINGS: Mapping[str, Any] = {"analyzer": "char", "ngram_range": _N_GRAMS, "sublinear_tf": True, "dtype": np.float32}


@dataclass(frozen=True, slots=True)
class Worded:
    """What the wording of a question says: how far it lies on the side of what is answered, else why it is not."""

    margin: float = 0.0  # about −2 … 2; 0 where nothing was learnt
    why_not: Label | None = None


@dataclass(frozen=True)
class Wording:
    """The classifier: `n_grams` and their `idf`, and for each kind of question a row of `weights`."""

    n_grams: tuple[str, ...]
    idf: Floats
    kinds: tuple[str, ...]
    weights: Floats  # shape (kinds, n-grams)
    offsets: Floats

    @classmethod
    def learnt(cls, answered: Sequence[str], examples: Mapping[Label, Sequence[str]]) -> "Wording":
        """From questions that are answered and examples that are not; empty where one of both is missing."""
        if not answered or not any(examples.values()):
            return cls((), np.zeros(0, np.float32), (), np.zeros((0, 0), np.float32), np.zeros(0, np.float32))
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import RidgeClassifier

        texts = [*answered, *(text for label in examples for text in examples[label])]
        kinds = [_ANSWERED] * len(answered) + [label.value for label in examples for _ in examples[label]]
        vectorizer = TfidfVectorizer(min_df=2, **_SETTINGS)
        counted = vectorizer.fit_transform([normalise(text) for text in texts])
        model = RidgeClassifier(alpha=_ALPHA, class_weight="balanced").fit(counted, kinds)
        weights, offsets = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # one row for both
            weights, offsets = np.vstack([-weights, weights]), np.concatenate([-offsets, offsets])
        return cls(
            tuple(vectorizer.get_feature_names_out()),
            vectorizer.idf_.astype(np.float32),
            tuple(str(kind) for kind in model.classes_),
            weights.astype(np.float32),
            offsets.astype(np.float32),
        )

    def save(self, path: Path) -> None:
        """Write it as one file of arrays."""
        np.savez_compressed(
            path,
            n_grams=np.array(self.n_grams, dtype=np.str_),
            idf=self.idf,
            kinds=np.array(self.kinds, dtype=np.str_),
            weights=self.weights,
            offsets=self.offsets,
        )

    @classmethod
    def load(cls, path: Path) -> "Wording":
        """The classifier that `save` wrote.

        Raises:
            OSError, ValueError, KeyError: the file is missing or not what it should be.
        """
        with np.load(path, allow_pickle=False) as found:
            return cls(
                tuple(str(text) for text in found["n_grams"]),
                found["idf"],
                tuple(str(kind) for kind in found["kinds"]),
                found["weights"],
                found["offsets"],
            )

    def read(self, text: str) -> Worded:
        """What the wording of a question says."""
        if not self.kinds:
            return Worded()
        scores = self._scores(text)
        answered = self.kinds.index(_ANSWERED)
        others = np.delete(scores, answered)
        names = [kind for kind in self.kinds if kind != _ANSWERED]
        return Worded(float(scores[answered] - others.max()), Label(names[int(others.argmax())]))

    def _scores(self, text: str) -> Floats:
        """What each kind's row says of a text, shape (kinds,): what the vectorizer and the classifier would say.

        Theirs is made for many texts at once; for one, checking and packing takes ten times as long as reckoning.
        """
        grams = self._n_grams_of(normalise(text))
        counts = Counter(self._positions[gram] for gram in grams if gram in self._positions)
        if not counts:
            return self.offsets
        positions = np.fromiter(counts, np.intp, len(counts))
        times = np.fromiter(counts.values(), np.float32, len(counts))
        weighed = (1 + np.log(times)) * self.idf[positions]
        return np.asarray(self.weights[:, positions] @ (weighed / np.linalg.norm(weighed)) + self.offsets, np.float32)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {text: at for at, text in enumerate(self.n_grams)}

    @cached_property
    def _n_grams_of(self) -> Callable[[str], Sequence[str]]:
        from sklearn.feature_extraction.text import TfidfVectorizer

        analyse: Callable[[str], Sequence[str]] = TfidfVectorizer(**_SETTINGS).build_analyzer()
        return analyse
