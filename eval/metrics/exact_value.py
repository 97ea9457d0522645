"""Exact-value rate: of the cases with a computed gold result, the share whose answer has exactly that value.

Compared as decimals, without any tolerance.
"""

from eval.case import Case
from eval.judge import says_result
from eval.record import Record


def exact_value(case: Case, record: Record) -> float | None:
    """1 or 0; None for a case without a result."""
    return None if case.result is None else float(says_result(case, record))


def states_wrong_value(case: Case, record: Record) -> bool:
    """True when a result is computed that is not the gold's: worse than computing none."""
    return case.result is not None and record.result is not None and not says_result(case, record)
