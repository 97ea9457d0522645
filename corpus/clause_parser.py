"""Source text → clauses with heading paths, readable ids and exact spans (pure).

A clause is what can be cited by itself: a numbered item, an unnumbered paragraph, a table row, an
article of a statute, or a whole text that has no structure. Where clauses open depends on the shape
of the text (corpus/shape.py). Indentation, where a source has it, says to which item an unnumbered
paragraph belongs; it never changes the order that the numbering itself has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.blocks import Block, BlockKind, blocks, is_title_line
from corpus.clause_tree import ClauseTree
from corpus.front import contents_blocks, front_of, is_promulgation_note
from corpus.ids import DocumentId
from corpus.markers import article_at
from corpus.model import Clause, Segment
from corpus.shape import Shape, amendment_end, amendment_openings, shape_of, skeleton_items
from corpus.tables import Table, row_label, row_span, split_row

_LABEL_LENGTH = 12
_ITEM_HEADING_LEVEL = 20  # a 一、 title of a text without headings: below every real heading


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """The clauses of a source, what every stretch of it was taken for, and the title it states."""

    clauses: tuple[Clause, ...]
    segments: tuple[Segment, ...]
    title: str | None
    shape: Shape


def parse(source: str, document_id: DocumentId) -> ParsedSource:
    """The clauses of one source in order; a source with nothing to read has none."""
    everything = blocks(source)
    front = front_of(everything)
    tree = ClauseTree(source, document_id)
    for block in everything[: front.blocks]:
        (tree.title if block.kind is BlockKind.HEADING else tree.skip)(block.start, block.end)
    body = [block for block in everything[front.blocks :] if block.kind is not BlockKind.COMMENT]
    for block in everything[front.blocks :]:
        if block.kind is BlockKind.COMMENT:
            tree.skip(block.start, block.end)
    contents = contents_blocks(body)
    for index in sorted(contents):
        tree.skip(body[index].start, body[index].end)
    body = [block for index, block in enumerate(body) if index not in contents]
    shape = shape_of(body, front.title)
    title = front.title
    if shape is Shape.PASSAGE:
        if body:
            tree.passage(body[0].start, body[-1].end)
    elif shape is Shape.OUTLINE:
        _outline(tree, body)
    else:
        opens = _articles(body) if shape is Shape.STATUTE else amendment_openings(body)
        end = len(body) if shape is Shape.STATUTE else amendment_end(body)
        title = _opening_lines(tree, body, min(opens), title)
        _whole(tree, source, body, opens, end)
    clauses, segments = tree.finish()
    return ParsedSource(clauses, segments, title, shape)


def _articles(body: Sequence[Block]) -> set[int]:
    return {index for index, block in enumerate(body) if block.opens_article}


def _opening_lines(tree: ClauseTree, body: list[Block], first: int, title: str | None) -> str | None:
    """Take the title and the promulgation notes in front of a statute out of its body; return the title."""
    for block in list(body[:first]):
        if block.kind is not BlockKind.TEXT:
            break
        if title is None and is_title_line(block.text) and block.marker is None:
            title = "".join(block.text.split())
            tree.title(block.start, block.end)
        elif is_promulgation_note(block.text) or is_title_line(block.text):
            tree.skip(block.start, block.end)
        else:
            continue
        body[body.index(block)] = _SPENT
    return title


_SPENT = Block(BlockKind.COMMENT, 0, 0, "")


def _whole(tree: ClauseTree, source: str, body: list[Block], opens: set[int], end: int) -> None:
    """Statutes and amendments: what opens at `opens` runs on to the next opening, a heading, or `end`."""
    stops = opens | {end}
    index = 0
    while index < len(body):
        block = body[index]
        if index == end:
            tree.close_items()
        if index in opens:
            last = index
            while last + 1 < len(body) and last + 1 not in stops and body[last + 1].kind is not BlockKind.HEADING:
                last += 1
            _whole_clause(tree, source, body[index : last + 1])
            index = last
        elif block.kind is BlockKind.HEADING:
            tree.heading(block.text, block.level, block.start, block.end, block.marker)
        elif index >= end and is_title_line(block.text):  # the title of what is published anew
            tree.skip(block.start, block.end)
        elif block.kind in (BlockKind.TEXT, BlockKind.ROW):
            tree.paragraph(block.start, block.end, block.indent)
        index += 1


def _whole_clause(tree: ClauseTree, source: str, run: Sequence[Block]) -> None:
    first, end = run[0], run[-1].end
    mark = article_at(first.text)
    if mark is None or not first.opens_article:
        assert first.marker is not None
        tree.item(first.marker, first.start, end, first.indent)
        return
    number = source.index(mark.text, first.start)
    start = number + len(mark.text)
    rest = first.text[mark.end :].strip()
    titled = first.kind is BlockKind.HEADING and rest and len(run) > 1 and rest[-1] not in "。：；:"
    if rest and not titled:
        start = source.index(rest, start)
    elif len(run) > 1:
        start = run[1].start
    if start >= end:  # a number alone: nothing to cite
        tree.skip(first.start, end)
        return
    tree.article(
        mark, rest if titled else "", (start, end), (first.start, first.end if titled else number + len(mark.text))
    )


def _outline(tree: ClauseTree, body: list[Block]) -> None:
    """Headings, numbered items to any depth, paragraphs and tables."""
    headed = any(block.kind is BlockKind.HEADING for block in body)
    sections = set() if headed else {i for i in skeleton_items(body) if is_title_line(body[i].text)}
    index = 0
    while index < len(body):
        block = body[index]
        if block.kind is BlockKind.HEADING:
            tree.heading(block.text, block.level, block.start, block.end, block.marker)
        elif index in sections:
            tree.heading(block.text, _ITEM_HEADING_LEVEL, block.start, block.end, block.marker)
        elif block.kind is BlockKind.ROW:
            index = _table(tree, body, index)
        elif block.kind is BlockKind.TEXT:
            _text(tree, block, body[index + 1 : index + 2])
        index += 1


def _text(tree: ClauseTree, block: Block, following: Sequence[Block]) -> None:
    if block.marker is not None:
        tree.item(block.marker, block.start, block.end, block.indent)
    elif _is_label(block) and following and following[0].kind is not BlockKind.HEADING:
        tree.label(block.text, block.start, block.end, block.indent)
    else:
        tree.paragraph(block.start, block.end, block.indent)


def _is_label(block: Block) -> bool:
    return len(block.text) <= _LABEL_LENGTH and block.text.endswith(("：", ":")) and is_title_line(block.text)


def _table(tree: ClauseTree, body: Sequence[Block], index: int) -> int:
    """Read the table that starts at a row; return the position of its last block."""
    last = index
    while last + 1 < len(body) and body[last + 1].kind in (BlockKind.ROW, BlockKind.TABLE_RULE):
        last += 1
    run = body[index : last + 1]
    headed = len(run) > 1 and run[1].kind is BlockKind.TABLE_RULE
    table = Table(split_row(run[0].text) if headed else [])
    if headed:
        tree.table_head(run[0].start, run[1].end)
    for block in run[2:] if headed else run:
        cells = table.read(split_row(block.text))
        if block.kind is BlockKind.ROW and cells:
            span = row_span(block.text, block.start)
            tree.row(cells, row_label(cells), span.start, span.end)
    return last
