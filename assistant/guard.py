"""The last look at an answer: every figure in it must stand in something it rests on (pure)."""

import re
from collections.abc import Iterable

from assistant.errors import UnverifiedCitationError

_FIGURE = re.compile(r"[0-9０-９]+(?:[.\-:/][0-9０-９]+)*")


def guard(said: str, rests_on: Iterable[str]) -> str:
    """The words themselves, once each figure in them is found in what they rest on.

    Quotations need no guard: they are proved character for character. This is for the words around
    them, and for table rows, which are shown cell by cell.

    Raises:
        UnverifiedCitationError: a figure comes from nowhere.
    """
    sources = "\n".join(rests_on)
    for figure in _FIGURE.findall(said):
        if figure not in sources:
            raise UnverifiedCitationError(f"the figure {figure} in the answer stands in nothing it rests on")
    return said
