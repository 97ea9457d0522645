"""What a clause is about, in the words of the headings above it (pure)."""

from corpus.markers import marker_at
from corpus.model import Clause, PolicyDocument

_LABELS = ("注意事项", "注意", "说明", "注")


def topic(clause: Clause, document: PolicyDocument) -> str:
    """What a clause is about, in the words of its innermost telling heading; else of its document."""
    for heading in reversed(clause.headings):
        name = unnumbered(heading)
        if len(name) > 1 and name not in _LABELS:
            return name
    return document.title if document.title_from != "file" else ""


def unnumbered(heading: str) -> str:
    """A heading without its numbering mark and the marks around it."""
    marker = marker_at(heading)
    return heading[marker.end if marker else 0 :].strip('：: “”"')
