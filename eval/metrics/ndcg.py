"""Normalised discounted cumulative gain with binary gains (Järvelin and Kekäläinen 2002)."""

import math
from collections.abc import Collection, Sequence


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Gain of the first k, 1/log2(rank + 1) each, over that of an ideal ranking.

    Raises:
        ValueError: nothing is relevant.
    """
    if not relevant:
        raise ValueError("nDCG where nothing is relevant")
    gain = sum(1 / math.log2(rank + 1) for rank, identity in enumerate(ranking[:k], start=1) if identity in relevant)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(set(relevant))) + 1))
    return gain / ideal
