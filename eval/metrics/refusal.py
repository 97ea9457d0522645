"""Declining: precision and recall of refusals, and false refusals, reported together.

A refusal is the positive class (Rajpurkar et al. 2018, SQuAD 2.0, treat unanswerable questions so).
Cases for which a refusal and an answer are both right count for none of the three.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefusalScores:
    """Shares 0 … 1; None where nothing was there to divide by."""

    precision: float | None  # of the refused questions, those that the texts do not answer
    recall: float | None  # of the questions that the texts do not answer, those refused
    false_refusals: float | None  # of the answerable questions, those refused


def refusal_precision(refused: bool, must_decline: bool | None) -> float | None:
    """1 or 0 for a refused question: was it to be refused?"""
    return None if must_decline is None or not refused else float(must_decline)


def refusal_recall(refused: bool, must_decline: bool | None) -> float | None:
    """1 or 0 for a question to be refused: was it?"""
    return float(refused) if must_decline is True else None


def false_refusal(refused: bool, must_decline: bool | None) -> float | None:
    """1 or 0 for a question that has an answer: was it refused?"""
    return float(refused) if must_decline is False else None


def refusal_scores(refused: Sequence[bool], answerable: Sequence[bool]) -> RefusalScores:
    """The three shares over questions, given for each whether it was refused and whether it has an answer."""
    pairs = [(was, not has) for was, has in zip(refused, answerable, strict=True)]
    return RefusalScores(
        *(_mean([share(*pair) for pair in pairs]) for share in (refusal_precision, refusal_recall, false_refusal))
    )


def _mean(values: Sequence[float | None]) -> float | None:
    counted = [value for value in values if value is not None]
    return sum(counted) / len(counted) if counted else None
