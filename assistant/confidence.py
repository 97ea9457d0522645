"""How sure we are that the texts answer a question (pure).

A logistic regression over figures that compare across questions, fitted on labelled questions
that are never scored (eval/calibration, `python -m eval calibrate`). Below the threshold the
assistant declines instead of quoting something that merely looks alike.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.coverage import Coverage
from index.examples import Kin
from index.model import Hit

FILE = Path(__file__).parent / "confidence.json"
FEATURES = ("similarity", "coverage", "novelty", "example", "examples")
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Fitted weights; `off_topic` is the similarity below which a question is not of our subject."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float
    off_topic: float

    def probability(self, features: Sequence[float]) -> float:
        """That the best clause answers the question, 0 … 1."""
        linear = self.intercept + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, linear))))


def features(query: str, hits: Sequence[Hit], kin: Sequence[Kin], coverage: Coverage) -> tuple[float, ...]:
    """The figures in the order of FEATURES, for the best hit; hits must not be empty.

    `example` is the cosine of the nearest example of what is not answered, `examples` the mean of the
    nearest three; both 0 where a corpus has none.
    """
    asked = coverage.query(query)
    best = hits[0]
    near = [one.similarity for one in kin[:_EXAMPLES]]
    covered = asked.covered_by(coverage.clause_terms(best.clause.id))
    return (best.similarity, covered, asked.novel, max(near, default=0.0), sum(near) / len(near) if near else 0.0)


@lru_cache(maxsize=2)
def confidence_model(taught: bool) -> ConfidenceModel:
    """The fitted model for corpora with typical questions and examples, or for those without."""
    fitted = json.loads(FILE.read_text(encoding="utf-8"))["taught" if taught else "plain"]
    return ConfidenceModel(
        tuple(fitted["weights"][name] for name in FEATURES),
        fitted["intercept"],
        fitted["threshold"],
        fitted["off_topic"],
    )
