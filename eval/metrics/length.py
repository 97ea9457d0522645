"""Answer length in characters as shown, of answers that are none of refusals: median and 95th percentile."""

from eval.record import Record


def length(record: Record) -> float | None:
    """Characters of the answer; None for a refusal."""
    return None if record.refused else float(len(record.text))
