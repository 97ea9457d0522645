"""Collects clauses while a source is read in order: where each belongs, its id and its section."""

import re
from dataclasses import dataclass, field

from corpus.blocks import SPACES
from corpus.ids import ClauseId, DocumentId
from corpus.markers import ArticleMark, Marker, MarkerKind
from corpus.model import Cell, Clause, ClauseKind, Segment, SegmentKind

_TITLE = re.compile(r"[^。：:；]{1,30}(?=[。：:])")


@dataclass(slots=True)
class _Node:
    """A heading, label or item that later clauses may belong to."""

    path: str  # its part of clause ids
    label: str  # its part of heading paths
    section: str  # the section up to and with it
    rank: int  # heading level; for items the kind of numbering
    indent: int = 0
    clause: ClauseId | None = None
    counts: dict[str, int] = field(default_factory=dict)
    lead: ClauseId | None = None  # the paragraph ending in a colon that introduces what follows


_LABEL_RANK = 99


class ClauseTree:
    """Headings, items, paragraphs, rows and articles of one source, in reading order."""

    def __init__(self, source: str, document_id: DocumentId) -> None:
        self._source = source
        self._document_id = document_id
        self._root = _Node("", "", "", 0)
        self._headings: list[_Node] = []
        self._items: list[_Node] = []
        self._clauses: list[Clause] = []
        self._segments: list[Segment] = []
        self._ids: set[str] = set()

    # --- what can come next ---------------------------------------------------------------

    def skip(self, start: int, end: int) -> None:
        """Text that is no clause: front matter, promulgation notes, tables of contents, comments."""
        self._segments.append(Segment(SegmentKind.SKIPPED, start, end))

    def title(self, start: int, end: int) -> None:
        """The document's own title: in every clause's document, so in no heading path."""
        self._segments.append(Segment(SegmentKind.HEADING, start, end))

    def table_head(self, start: int, end: int) -> None:
        """Column heads: they live on in the cells of each row."""
        self._segments.append(Segment(SegmentKind.HEADING, start, end))

    def heading(self, text: str, level: int, start: int, end: int, marker: Marker | None = None) -> None:
        """A heading; it closes every item and every heading of its level or below."""
        while self._headings and self._headings[-1].rank >= level:
            self._headings.pop()
        self._items.clear()
        above = self._heading_above()
        token = f"s{marker.ordinal}" if marker else self._count(above, "h")
        label = text.strip()
        named = re.sub(r"[：:]$", "", label)
        section = f"{above.section} {named}".strip()
        self._headings.append(_Node(self._path(above, token), label, section, level))
        self._segments.append(Segment(SegmentKind.HEADING, start, end))

    def label(self, text: str, start: int, end: int, indent: int) -> None:
        """A short line ending in a colon that only announces what follows (注意：)."""
        above = self._owner(indent)
        while self._items and self._items[-1] is not above:
            self._items.pop()
        node = _Node(self._path(above, self._count(above, "n")), text, above.section, _LABEL_RANK, indent)
        node.clause = above.clause
        self._items.append(node)
        self._segments.append(Segment(SegmentKind.HEADING, start, end))

    def item(self, marker: Marker, start: int, end: int, indent: int) -> None:
        """A numbered item; it closes every item below the last one of its own kind."""
        ranks = [node.rank for node in self._items]
        if marker.kind in ranks:
            del self._items[len(ranks) - 1 - ranks[::-1].index(marker.kind) :]
        else:
            while self._items and self._items[-1].indent > indent:
                self._items.pop()
        above = self._items[-1] if self._items else self._heading_above()
        token = f"i{marker.ordinal}" if self._items or self._headings else f"s{marker.ordinal}"
        space = " " if marker.text[0].isdigit() and above.section and above.section[-1].isalnum() else ""
        section = f"{above.section}{space}{marker.text.rstrip('、')}"
        clause = self._add(ClauseKind.ITEM, self._path(above, token), start, end, section, above)
        body = self._source[start + marker.end : end]
        title = _TITLE.match(body)
        label = marker.text + (title.group() if title else "")
        path = clause.id[len(self._document_id) + 1 :]
        self._items.append(_Node(path, label, section, int(marker.kind), indent, clause.id))

    def close_items(self) -> None:
        """What comes next belongs to no item."""
        self._items.clear()

    def paragraph(self, start: int, end: int, indent: int) -> None:
        """An unnumbered paragraph: it belongs to the deepest item that is indented less than it."""
        above = self._owner(indent)
        path = self._path(above, self._count(above, "p"))
        clause = self._add(ClauseKind.PARAGRAPH, path, start, end, above.section, above)
        above.lead = clause.id if clause.text.endswith(("：", ":")) else None

    def row(self, cells: tuple[Cell, ...], label: str, start: int, end: int) -> None:
        """One row of a table under the current heading or item."""
        above = self._items[-1] if self._items else self._heading_above()
        path = self._path(above, self._count(above, "r"))
        self._add(ClauseKind.ROW, path, start, end, f"{above.section} {label}".strip(), above, cells)

    def article(self, mark: ArticleMark, title: str, span: tuple[int, int], opening: tuple[int, int]) -> None:
        """One article of a statute, whole; `opening` is its number with what else stands in its heading."""
        self._items.clear()
        self._segments.append(Segment(SegmentKind.HEADING, *opening))
        path = f"art-{mark.number}" + (f"-{mark.branch}" if mark.branch else "")
        above = self._heading_above()
        labels = (title,) if title else ()
        self._add(ClauseKind.ARTICLE, path, *span, mark.text, above, labels=labels)

    def passage(self, start: int, end: int) -> None:
        """A text without structure, whole."""
        self._add(ClauseKind.PASSAGE, "text", start, end, "", self._root)

    def finish(self) -> tuple[tuple[Clause, ...], tuple[Segment, ...]]:
        """All clauses, and the segments that rebuild the source exactly, white space included."""
        whole: list[Segment] = []
        position = 0
        for segment in sorted(self._segments, key=lambda segment: segment.start):
            if segment.start < position:  # a comment in the middle of a clause is part of its span
                continue
            whole += self._between(position, segment.start)
            whole.append(segment)
            position = segment.end
        whole += self._between(position, len(self._source))
        return tuple(self._clauses), tuple(whole)

    # --- where it belongs ------------------------------------------------------------------

    def _heading_above(self) -> _Node:
        return self._headings[-1] if self._headings else self._root

    def _owner(self, indent: int) -> _Node:
        """Who an unnumbered paragraph belongs to.

        Top-level items in numerals (一、) own what follows them whatever the indentation: they are
        the sections of a text that has no headings.
        """
        for node in reversed(self._items):
            if node.indent < indent or (node.rank == _LABEL_RANK and node.indent <= indent):
                return node
        if self._items and self._items[0].rank == MarkerKind.CHINESE:
            return self._items[0]
        return self._heading_above()

    def _path(self, above: _Node, token: str) -> str:
        return f"{above.path}-{token}" if above.path else token

    def _count(self, above: _Node, letter: str) -> str:
        above.counts[letter] = above.counts.get(letter, 0) + 1
        return f"{letter}{above.counts[letter]}"

    def _labels(self) -> tuple[str, ...]:
        return tuple(node.label for node in self._headings)

    def _add(
        self,
        kind: ClauseKind,
        path: str,
        start: int,
        end: int,
        section: str,
        above: _Node,
        cells: tuple[Cell, ...] = (),
        labels: tuple[str, ...] = (),
    ) -> Clause:
        items = tuple(node.label for node in self._items[: self._depth(above)])
        clause = Clause(
            id=self._unique(path),
            document_id=self._document_id,
            kind=kind,
            start=start,
            end=end,
            text=self._source[start:end],
            headings=self._labels() + items + labels,
            section=section,
            parent=above.lead if above.lead and kind is ClauseKind.ITEM else above.clause,
            cells=cells,
        )
        self._clauses.append(clause)
        self._segments.append(Segment(SegmentKind.CLAUSE, start, end, clause.id))
        return clause

    def _depth(self, above: _Node) -> int:
        """How many open items stand at or above a node."""
        return next((index + 1 for index, node in enumerate(self._items) if node is above), 0)

    def _unique(self, path: str) -> ClauseId:
        candidate, copy = path, 1
        while candidate in self._ids:
            copy += 1
            candidate = f"{path}~{copy}"
        self._ids.add(candidate)
        return ClauseId(f"{self._document_id}#{candidate}")

    def _between(self, start: int, end: int) -> list[Segment]:
        """White space, with whatever nobody claimed (table rules, heading marks) as skipped text."""
        found: list[Segment] = []
        for match in re.finditer(rf"[\n{SPACES}]+|[^\n{SPACES}]+", self._source[start:end]):
            kind = SegmentKind.SKIPPED if match.group().strip(SPACES + "\n") else SegmentKind.SPACE
            found.append(Segment(kind, start + match.start(), start + match.end()))
        return found
