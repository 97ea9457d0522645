"""Fits the confidence model on eval/calibration: labelled questions that are never scored."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.bootstrap import make_embedder
from assistant.confidence import FEATURES, features
from assistant.places import Places
from assistant.settings import Settings
from assistant.understand import cleaned
from corpus.loader import load_corpus
from corpus.model import Corpus
from eval.labelled import LabelledQuestion, read_labelled
from eval.metrics.refusal import refusal_scores
from index.build import build_index, open_index
from index.retriever import HybridRetriever
from index.store import IndexStore

QUESTIONS = Path(__file__).parent / "calibration" / "questions.jsonl"
FOLDS = 10
SEED = 7
ANSWERABLE_SHARE = 0.75  # of what people send; the calibration set itself holds more that is not covered
_REGULARISATION = 1.0  # sklearn's C on standardised features


def without_questions(corpus: Corpus) -> Corpus:
    """The corpus as it would be if nobody had written typical questions for it."""
    return replace(corpus, questions={}, digest=f"{corpus.digest}-plain")


def calibrate(settings: Settings) -> dict[str, Any]:
    """Fitted weights for corpora with and without typical questions, JSON-ready, with their scores.

    The scores come from predictions on folds that the weights were not fitted on.
    """
    corpus = load_corpus(settings.corpus)
    embedder = make_embedder(settings, building=True)
    cases = read_labelled(QUESTIONS)
    fitted: dict[str, Any] = {"questions_sha256": hashlib.sha256(QUESTIONS.read_bytes()).hexdigest()}
    for name, variant in (("with_questions", corpus), ("plain", without_questions(corpus))):
        store = IndexStore(settings.var / "index" / f"calibration-{name}")
        build_index(variant, store, embedder)
        fitted[name] = _fit(open_index(variant, store, embedder), cases)
    return fitted


def write(fitted: dict[str, Any], path: Path) -> None:
    """Write fitted weights where the assistant reads them."""
    path.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def _fit(retriever: HybridRetriever, cases: list[LabelledQuestion]) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = np.array([_features(retriever, case) for case in cases])
    answerable = np.array([case.answerable for case in cases])
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=_REGULARISATION, class_weight="balanced", random_state=SEED)
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    unseen = cross_val_predict(model, rows, answerable, cv=folds, method="predict_proba")[:, 1]
    threshold = _threshold(unseen, answerable)
    model.fit(rows, answerable)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    scores = refusal_scores(list(unseen < threshold), list(answerable))
    return {
        "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
        "intercept": round(float(regression.intercept_[0] - weights @ scaler.mean_), 4),
        "threshold": round(threshold, 3),
        "off_topic": round(_off_topic(rows, cases), 4),
        "folds": {
            "refusal_precision": _rounded(scores.precision),
            "refusal_recall": _rounded(scores.recall),
            "false_refusals": _rounded(scores.false_refusals),
        },
    }


def _features(retriever: HybridRetriever, case: LabelledQuestion) -> tuple[float, ...]:
    places = Places(retriever.corpus.districts)
    query = cleaned(case.question)
    district = places.called(case.district) or places.district(query)
    hits = retriever.search(query, district.name if district else None, k=1)
    return features(query, hits, retriever.coverage)


def _threshold(probabilities: npt.NDArray[np.float64], answerable: npt.NDArray[np.bool_]) -> float:
    """Where most questions are treated rightly, when ANSWERABLE_SHARE of them have an answer in the texts."""
    candidates = np.linspace(0.05, 0.95, 181)
    gains = [
        ANSWERABLE_SHARE * float((probabilities[answerable] >= cut).mean())
        + (1 - ANSWERABLE_SHARE) * float((probabilities[~answerable] < cut).mean())
        for cut in candidates
    ]
    best = [cut for cut, gain in zip(candidates, gains, strict=True) if gain >= max(gains) - 1e-9]
    return float(np.median(best))


def _off_topic(rows: npt.NDArray[np.float64], cases: list[LabelledQuestion]) -> float:
    """The similarity that parts questions off our subject from those on it, nearer to what is surely off it."""
    similarity = rows[:, FEATURES.index("similarity")]
    off = similarity[[case.kind == "offtopic" for case in cases]]
    on = similarity[[case.kind != "offtopic" for case in cases]]
    return float((np.quantile(off, 0.5) + np.quantile(on, 0.02)) / 2)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
