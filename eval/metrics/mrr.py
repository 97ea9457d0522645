"""Mean reciprocal rank (Voorhees 1999, TREC-8 question answering track)."""

from collections.abc import Sequence


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Mean of 1/rank of the first right clause; a question without one counts 0.

    Raises:
        ValueError: there is no question.
    """
    if not ranks:
        raise ValueError("mean reciprocal rank of no questions")
    return sum(1 / rank for rank in ranks if rank is not None) / len(ranks)
