"""Whole documents for reading: headings, clauses that can be linked to, tables; nothing left out (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.cite import shown_title
from assistant.messages import message
from corpus.ids import ClauseId
from corpus.model import Clause, ClauseKind, Corpus, PolicyDocument, SegmentKind

_DEEPEST = 3  # beyond that nothing is indented further


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 2 to 5 for the page."""

    id: str
    level: int
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A clause as it stands, or text that is no clause (`id` empty); `depth` is how far it is set in."""

    id: str
    text: str
    depth: int = 0
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, merged cells empty as in the source."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one head."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as its page shows it."""

    id: str
    title: str
    about: str
    parts: tuple[Heading | Paragraph | Table, ...] = ()

    @property
    def contents(self) -> list[Heading]:
        """The headings, for the table of contents."""
        return [part for part in self.parts if isinstance(part, Heading)]


def documents_view(corpus: Corpus) -> list[DocumentView]:
    """All documents by title."""
    return [DocumentView(document.id, shown_title(document), _about(document)) for document in corpus.documents]


def document_view(corpus: Corpus, identity: str) -> DocumentView | None:
    """A document whole; None where there is none of that id."""
    document = next((each for each in corpus.documents if each.id == identity), None)
    if document is None:
        return None
    return DocumentView(document.id, shown_title(document), _about(document), tuple(_parts(document)))


def _about(document: PolicyDocument) -> str:
    """For whom and of which edition it is."""
    parts = [
        message("document.edition", edition=document.edition) if document.edition else "",
        message("document.jurisdiction", place=document.jurisdiction) if document.jurisdiction else "",
    ]
    return message("document.and").join(part for part in parts if part)


def _parts(document: PolicyDocument) -> list[Heading | Paragraph | Table]:
    clauses = {clause.id: clause for clause in document.clauses}
    parts: list[Heading | Paragraph | Table] = []
    head: tuple[str, ...] = ()
    for segment in document.segments:
        text = document.source[segment.start : segment.end].strip()
        if segment.kind is SegmentKind.CLAUSE and segment.clause_id is not None:
            clause = clauses[segment.clause_id]
            if clause.kind is not ClauseKind.ROW:
                parts.append(Paragraph(_place(clause.id), clause.text, _depth(clause, clauses)))
                continue
            row = Row(_place(clause.id), _cells(_line(document.source, clause.start)))
            before = parts[-1] if parts else None
            if isinstance(before, Table):
                parts[-1] = Table(before.head, (*before.rows, row))
            else:
                parts.append(Table(head, (row,)))
        elif text.startswith("|"):
            head = _cells(text.split("\n")[0]) or head
        elif segment.kind is SegmentKind.HEADING:
            marks = len(text) - len(text.lstrip("#"))
            parts.append(Heading(f"part-{len(parts)}", min(5, max(2, marks + 1)), text.lstrip("# ")))
        elif segment.kind is SegmentKind.SKIPPED and text:
            parts.append(Paragraph("", text))
    return parts


def _place(identity: ClauseId) -> str:
    return identity.partition("#")[2]


def _depth(clause: Clause, clauses: Mapping[ClauseId, Clause]) -> int:
    depth = 0
    while clause.parent is not None and depth < _DEEPEST:
        clause, depth = clauses[clause.parent], depth + 1
    return depth


def _line(source: str, position: int) -> str:
    """The whole line that a row stands in."""
    end = source.find("\n", position)
    return source[source.rfind("\n", 0, position) + 1 : len(source) if end < 0 else end]


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a line such as | 1 | teacher | |."""
    cells: Sequence[str] = line.strip().removeprefix("|").removesuffix("|").split("|")
    return tuple(cell.strip() for cell in cells) if any(cell.strip() for cell in cells) else ()
