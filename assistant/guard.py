"""The last look at an answer: every figure in it must stand in something it cites (pure)."""

import re
from collections.abc import Sequence

from assistant.errors import UnverifiedCitationError
from assistant.model import Citation

_FIGURE = re.compile(r"[0-9０-９]+(?:[.\-:/][0-9０-９]+)*")
_MARKER = re.compile(r"\[[0-9]+\]")


def guard(text: str, citations: Sequence[Citation], known: Sequence[str] = ()) -> str:
    """The text itself, once each of its figures is found in a citation.

    Args:
        known: further texts whose figures may be repeated: the edition, the question.

    Raises:
        UnverifiedCitationError: a figure comes from nowhere, or a marker has no citation.
    """
    numbers = {f"[{citation.n}]" for citation in citations}
    loose = [marker for marker in _MARKER.findall(text) if marker not in numbers]
    if loose:
        raise UnverifiedCitationError(f"{loose[0]} in the answer has no citation")
    sources = "\n".join([*(f"{c.quote}\n{c.section}\n{c.document}" for c in citations), *known])
    traced = set(_FIGURE.findall(sources))
    for figure in _FIGURE.findall(_MARKER.sub("", text)):
        if figure not in traced and figure not in sources:
            raise UnverifiedCitationError(f"the figure {figure} in the answer stands in no citation")
    return text
