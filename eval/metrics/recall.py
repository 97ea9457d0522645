"""Recall and success at k (Manning, Raghavan and Schütze 2008, section 8.4)."""

from collections.abc import Collection, Sequence


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of relevant ids among the first k.

    Raises:
        ValueError: nothing is relevant.
    """
    if not relevant:
        raise ValueError("recall where nothing is relevant")
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant))


def success_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 when any relevant id is among the first k, else 0."""
    return float(bool(set(ranking[:k]) & set(relevant)))
