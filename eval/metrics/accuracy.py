"""Answer accuracy: the share of cases whose answer is right in everything.

Right means: the status is one that the gold allows, every fact is said by one of its alternatives, no
forbidden fact is said, and an exact result equals the gold's (`eval.judge`). The facts play the part of
the nuggets of question answering tracks (Voorhees 2003, TREC), all of them vital here.
"""

from eval.judge import Judgement


def accuracy(judgement: Judgement) -> float:
    """1 for a right answer, else 0."""
    return float(judgement.right)
