"""Reciprocal rank (Voorhees 1999, TREC-8 question answering track); its mean over questions is MRR."""

from collections.abc import Collection, Sequence


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], depth: int | None = None) -> float:
    """1 over the rank of the first relevant id, 0 when it is not among the first `depth`."""
    for rank, identity in enumerate(ranking[:depth], start=1):
        if identity in relevant:
            return 1 / rank
    return 0.0
