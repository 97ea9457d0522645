"""How sure we are that the texts answer a question (pure).

A logistic regression over three figures that compare across questions, fitted on labelled questions
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
from index.model import Hit

FILE = Path(__file__).parent / "confidence.json"
FEATURES = ("similarity", "coverage", "novelty")


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


def features(query: str, hits: Sequence[Hit], coverage: Coverage) -> tuple[float, ...]:
    """The figures in the order of FEATURES, for the best hit; hits must not be empty."""
    asked = coverage.query(query)
    best = hits[0]
    return (best.similarity, asked.covered_by(coverage.clause_terms(best.clause.id)), asked.novel)


@lru_cache(maxsize=2)
def confidence_model(with_questions: bool) -> ConfidenceModel:
    """The fitted model for corpora with typical questions, or for those without."""
    fitted = json.loads(FILE.read_text(encoding="utf-8"))["with_questions" if with_questions else "plain"]
    return ConfidenceModel(
        tuple(fitted["weights"][name] for name in FEATURES),
        fitted["intercept"],
        fitted["threshold"],
        fitted["off_topic"],
    )
