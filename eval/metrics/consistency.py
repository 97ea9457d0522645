"""Consistency: the share of groups of phrasings of one question that all get one answer.

One answer means the same outcome: the same status, the same computed result, and the same clauses
cited (as a set). `agreement` is softer: the share of phrasings that get their group's commonest answer.
"""

from collections import Counter
from collections.abc import Sequence

from eval.record import Record


def outcome(record: Record) -> tuple[str, str | None, frozenset[str]]:
    """What two answers must share to count as one."""
    return (record.status.value, record.result, frozenset(record.cited))


def consistent(records: Sequence[Record]) -> float:
    """1 when all phrasings of a group get one answer, else 0."""
    return float(len({outcome(record) for record in records}) == 1)


def agreement(records: Sequence[Record]) -> float:
    """The share of a group's phrasings that get its commonest answer."""
    return Counter(outcome(record) for record in records).most_common(1)[0][1] / len(records)
