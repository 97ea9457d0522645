"""A Markdown or plain source cut into blocks with exact character spans (pure)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.markers import Marker, MarkerKind, article_at, division_level, marker_at

_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(.*?)[ \t]*#*[ \t]*$")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)*\|?$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STANDS_ALONE = re.compile(r"[（(][^（）()]*[）)]|目[ \u3000]*[录次]")
_SENTENCE_END = "。；！？!?"
# every Unicode space but the newline, and the zero-width characters that editors leave behind
SPACES = (
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)


class BlockKind(StrEnum):
    """What a block of lines is."""

    HEADING = "heading"
    TEXT = "text"  # a paragraph, or the paragraph that a numbering mark opens
    ROW = "row"
    TABLE_RULE = "table rule"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `source[start:end]` is its text without surrounding space.

    `level` is that of a heading (1 … 6; 11 … 14 for a plain 第X编/章/节 line, below every #);
    `indent` counts the leading spaces of a text; `marker` is the numbering mark that opens it.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    level: int = 0
    indent: int = 0
    marker: Marker | None = None
    ends_front_matter: bool = False  # the INFO END comment of statute collections

    @property
    def opens_article(self) -> bool:
        """True when 第X条 opens the block."""
        return self.kind in (BlockKind.TEXT, BlockKind.HEADING) and article_at(self.text) is not None


def blocks(source: str) -> list[Block]:
    """The blocks of a source in order; what lies between them is white space or heading marks."""
    masked = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)
    found = [
        Block(BlockKind.COMMENT, m.start(), m.end(), m.group(), ends_front_matter="INFO END" in m.group())
        for m in _COMMENT.finditer(source)
    ]
    found += _text_blocks(masked, _front_matter_end(masked))
    return sorted(found, key=lambda block: block.start)


def is_title_line(text: str) -> bool:
    """True for a line that reads as a heading: short, and no sentence."""
    return len(text) <= 40 and not any(mark in text for mark in "。，；！？!?\n")


def _front_matter_end(source: str) -> int:
    """Where YAML front matter ends: 0 when there is none."""
    opening = re.match(r"\ufeff?---[ \t]*\n", source)
    closing = re.compile(r"^---[ \t]*$", re.MULTILINE).search(source, opening.end()) if opening else None
    return closing.end() if closing else 0


def _text_blocks(source: str, position: int) -> list[Block]:
    found: list[Block] = []
    open_paragraph = False
    for line in source[position:].split("\n"):
        start, position = position, position + len(line) + 1
        text = line.strip(SPACES)
        if not text:  # zero-width characters alone make an empty line too
            open_paragraph = False
            continue
        indent = len(line) - len(line.lstrip(SPACES))
        start += indent
        end = start + len(text)
        block = _line_block(text, start, end, indent)
        if (
            open_paragraph
            and block.kind is BlockKind.TEXT
            and block.marker is None
            and not block.opens_article
            and _goes_on(found[-1], opening=len(found) == 1)
        ):
            first = found[-1]
            joined = source[first.start : end]
            found[-1] = Block(first.kind, first.start, end, joined, indent=first.indent, marker=first.marker)
            continue
        found.append(block)
        open_paragraph = block.kind is BlockKind.TEXT
    return found


def _goes_on(block: Block, opening: bool) -> bool:
    """True when the next line belongs to the same paragraph: no sentence has ended, no title stands.

    Titles are 一、 lines that read as one, the first line of a text, a line wholly in brackets (the
    promulgation note) and the heading of a table of contents.
    """
    if block.text[-1] in _SENTENCE_END:
        return False
    numbered = block.marker is not None and block.marker.kind is MarkerKind.CHINESE
    if (numbered or opening) and is_title_line(block.text) and not block.text.endswith(("：", ":")):
        return False
    return not _STANDS_ALONE.fullmatch(block.text)


def _line_block(text: str, start: int, end: int, indent: int) -> Block:
    if match := _HEADING.match(text):
        return Block(
            BlockKind.HEADING,
            start,
            end,
            match.group(2).strip(SPACES),
            level=len(match.group(1)),
            marker=marker_at(match.group(2)),
        )
    if _TABLE_RULE.match(text) and "|" in text:
        return Block(BlockKind.TABLE_RULE, start, end, text)
    if text.startswith("|") and text.count("|") > 1:
        return Block(BlockKind.ROW, start, end, text)
    if level := division_level(text):
        return Block(BlockKind.HEADING, start, end, text, level=10 + level)
    return Block(BlockKind.TEXT, start, end, text, indent=indent, marker=marker_at(text))
