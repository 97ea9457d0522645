"""Recall at k, as used with one or more equally right clauses a question.

The share of questions for which a right clause is among the first k. (With a single right clause
this is recall@k of Manning, Raghavan and Schütze 2008, section 8.4; with several, any one counts:
each of them answers the question.)
"""

from collections.abc import Sequence


def recall_at(ranks: Sequence[int | None], k: int) -> float:
    """Share of ranks up to k; a rank is that of the first right clause, from 1, None when not found.

    Raises:
        ValueError: there is no question.
    """
    if not ranks:
        raise ValueError("recall of no questions")
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)
