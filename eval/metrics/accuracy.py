"""Answer accuracy: the share of cases whose answer is right in everything.

Right means: the status is one that the gold allows, every fact is said by one of its alternatives, no
forbidden fact is said, and an exact result equals the gold's (`eval.judge`). The facts play the part of
the nuggets of question answering tracks (Voorhees 2003, TREC), all of them vital here.
"""

from eval.case import Case
from eval.judge import judged
from eval.record import Record


def accuracy(case: Case, record: Record) -> float:
    """1 for a right answer, else 0."""
    return float(judged(case, record).right)
