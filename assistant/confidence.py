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
from index.examples import Company
from index.model import Hit

FILE = Path(__file__).parent / "confidence.json"
FEATURES = (
    "similarity",  # cosine of the best clause
    "coverage",  # share of what is asked that the clause names
    "novelty",  # share of the question's bigrams that no text has
    "example",  # cosine of the nearest example of what is not answered
    "examples",  # mean of the nearest few
    "around",  # mean of more of them
    "asked",  # mean cosine of the nearest few typical questions
    "often",  # mean of more of them
    "share",  # of typical questions among all that are near
    "wording",  # how far its wording is that of what is answered
)
_FEW = 3


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


def features(query: str, hits: Sequence[Hit], company: Company, coverage: Coverage) -> tuple[float, ...]:
    """The figures in the order of FEATURES, for the best hit; hits must not be empty.

    Those of examples and of typical questions are 0 where a corpus has none.
    """
    asked = coverage.query(query)
    best = hits[0]
    near = [one.similarity for one in company.kin]
    return (
        best.similarity,
        asked.covered_by(coverage.clause_terms(best.clause.id)),
        asked.novel,
        max(near, default=0.0),
        _mean(near[:_FEW]),
        _mean(near),
        _mean(company.asked[:_FEW]),
        _mean(company.asked),
        company.share,
        company.worded.margin,
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


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
