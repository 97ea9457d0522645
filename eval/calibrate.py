"""Fits the confidence model on eval/calibration: labelled questions that are never scored."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.bootstrap import index_store, make_embedder
from assistant.confidence import FEATURES
from assistant.places import Places
from assistant.search import evidence, found
from assistant.settings import Settings
from assistant.spelling import Spelling
from assistant.turn import Inquiry
from assistant.understand import cleaned
from corpus.loader import load_corpus
from corpus.model import Corpus
from eval.labelled import LabelledQuestion, read_labelled
from eval.metrics.refusal import refusal_scores
from index.build import build_index, open_index
from index.retriever import HybridRetriever
from index.store import IndexStore

FOLDER = Path(__file__).parent / "calibration"
FOLDS = 10
SEED = 7
FALSE_REFUSALS = 0.02  # a fair question that is refused sends a person away who could have been helped
_REGULARISATION = 1.0  # sklearn's C on standardised features


def untaught(corpus: Corpus) -> Corpus:
    """The corpus as it would be if nobody had written typical questions and examples for it."""
    return replace(corpus, questions={}, examples={}, digest=f"{corpus.digest}-plain")


def calibrate(settings: Settings) -> dict[str, Any]:
    """Fitted weights for corpora with and without typical questions and examples, JSON-ready, with their scores.

    The scores come from predictions on folds that the weights were not fitted on.
    """
    corpus = load_corpus(settings.corpus)
    embedder = make_embedder(settings, building=True)
    files = sorted(FOLDER.glob("*.jsonl"))
    cases = [question for path in files for question in read_labelled(path)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    fitted: dict[str, Any] = {"questions_sha256": digest}
    plain = IndexStore(settings.var / "index" / "calibration-plain")
    for name, variant, store in (("taught", corpus, index_store(settings)), ("plain", untaught(corpus), plain)):
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

    places, spelling = Places(retriever.corpus.districts), Spelling(retriever.corpus)
    rows = np.array([_features(retriever, places, spelling, case) for case in cases])
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


def _features(
    retriever: HybridRetriever, places: Places, spelling: Spelling, case: LabelledQuestion
) -> tuple[float, ...]:
    """What is weighed of a question, found as the assistant finds it."""
    query = spelling.normal(cleaned(case.question))
    district = places.called(case.district) or places.district(query)
    return evidence(found(Inquiry(query), retriever, district.name if district else None, None), retriever)


def _threshold(probabilities: npt.NDArray[np.float64], answerable: npt.NDArray[np.bool_]) -> float:
    """As high as may be without refusing more than FALSE_REFUSALS of the questions that have an answer."""
    return float(np.quantile(probabilities[answerable], FALSE_REFUSALS))


def _off_topic(rows: npt.NDArray[np.float64], cases: list[LabelledQuestion]) -> float:
    """The similarity that parts questions off our subject from those on it, nearer to what is surely off it."""
    similarity = rows[:, FEATURES.index("similarity")]
    off = similarity[[case.kind == "offtopic" for case in cases]]
    on = similarity[[case.kind != "offtopic" for case in cases]]
    return float((np.quantile(off, 0.5) + np.quantile(on, 0.02)) / 2)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
