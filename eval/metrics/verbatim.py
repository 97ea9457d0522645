"""Verbatim rate: the share of quotations that are the source's own words, at the place they name.

`source[start:end] == quote`, and the place lies within the clause cited. Anything below 1 is a fault.
"""

from eval.record import Record


def verbatim(record: Record) -> list[float]:
    """1 or 0 for every quotation of an answer."""
    return [float(citation.verbatim) for citation in record.citations]
