"""Latency in milliseconds from question to finished answer inside the process, model loading excluded.

Median and 95th percentile. Machines differ: compare within one run only.
"""

from eval.record import Record


def latency(record: Record) -> float:
    """Milliseconds of one answer."""
    return record.latency_ms
