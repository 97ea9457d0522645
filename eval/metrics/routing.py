"""Routing: which outcome the gold wants against which was given, and which route answered which kind of question.

The first status that a case allows stands for its row; a status given that the case also allows counts
on the diagonal.
"""

from collections import Counter
from collections.abc import Iterable

from assistant.model import AnswerStatus, Route
from eval.case import Case, Kind
from eval.record import Record


def status_confusion(pairs: Iterable[tuple[Case, Record]]) -> Counter[tuple[AnswerStatus, AnswerStatus]]:
    """How often (wanted, given) occurred."""
    return Counter(
        (record.status if record.status in case.status else case.status[0], record.status) for case, record in pairs
    )


def routes_by_kind(pairs: Iterable[tuple[Case, Record]]) -> Counter[tuple[Kind, Route]]:
    """How often (kind of case, route taken) occurred."""
    return Counter((case.kind, record.route) for case, record in pairs)
