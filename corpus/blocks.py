"""A Markdown or plain source cut into blocks with exact character spans (pure)."""

import itertools
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.markers import Marker, MarkerKind, article_at, division_level, marker_at

_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)*\|?$")
_YAML_KEY = re.compile(r"[\w.-]+\s*:")
_YAML_LINE = re.compile(rf"\s*$|\s*#|\s+\S|-\s|{_YAML_KEY.pattern}")
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
    comments = _comments(source)
    masked = source
    if comments:
        kept = (source[end:start] for (_, end), (start, _) in itertools.pairwise([(0, 0), *comments, (len(source), 0)]))
        hidden = (re.sub(r"[^\n]", " ", source[start:end]) for start, end in comments)
        masked = "".join(part for pair in itertools.zip_longest(kept, hidden, fillvalue="") for part in pair)
    found = [
        Block(BlockKind.COMMENT, start, end, source[start:end], ends_front_matter="INFO END" in source[start:end])
        for start, end in comments
    ]
    found += _text_blocks(masked, _front_matter_end(masked))
    return sorted(found, key=lambda block: block.start)


def _comments(source: str) -> list[tuple[int, int]]:
    """Spans of the HTML comments; one that is never closed is text."""
    found = []
    start = source.find("<!--")
    while start >= 0:
        end = source.find("-->", start + 4)
        if end < 0:
            break
        found.append((start, end + 3))
        start = source.find("<!--", end + 3)
    return found


def is_title_line(text: str) -> bool:
    """True for a line that reads as a heading: short, and no sentence."""
    return len(text) <= 40 and not any(mark in text for mark in "。，；！？!?\n")


def _front_matter_end(source: str) -> int:
    """Where YAML front matter ends; 0 when there is none. A rule of dashes alone does not make one."""
    opening = re.match(r"\ufeff?---[ \t]*\r?\n", source)
    closing = re.compile(r"^---[ \t\r]*$", re.MULTILINE).search(source, opening.end()) if opening else None
    if opening is None or closing is None:
        return 0
    lines = source[opening.end() : closing.start()].split("\n")
    said = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    opens = not said or _YAML_KEY.match(said[0])  # what is indented goes on with a key
    return closing.end() if opens and all(_YAML_LINE.match(line) for line in lines) else 0


def _text_blocks(source: str, position: int) -> list[Block]:
    found: list[Block] = []
    paragraph: list[Block] = []  # lines that so far make one paragraph

    def close() -> None:
        if paragraph:
            first, last = paragraph[0], paragraph[-1]
            text = source[first.start : last.end] if len(paragraph) > 1 else first.text
            found.append(replace(first, end=last.end, text=text))
            paragraph.clear()

    for line in source[position:].split("\n"):
        start, position = position, position + len(line) + 1
        text = line.strip(SPACES)
        if not text:  # zero-width characters alone make an empty line too
            close()
            continue
        indent = len(line) - len(line.lstrip(SPACES))
        block = _line_block(text, start + indent, start + indent + len(text), indent)
        continues = block.kind is BlockKind.TEXT and block.marker is None and not block.opens_article
        if not (paragraph and continues and _goes_on(paragraph, opening=not found)):
            close()
        if block.kind is BlockKind.TEXT:
            paragraph.append(block)
        else:
            found.append(block)
    close()
    return found


def _goes_on(paragraph: list[Block], opening: bool) -> bool:
    """True when the next line belongs to the same paragraph: no sentence has ended, no title stands.

    Titles are 一、 lines that read as one, the first line of a text, a line wholly in brackets (the
    promulgation note) and the heading of a table of contents.
    """
    last = paragraph[-1]
    if last.text[-1] in _SENTENCE_END:
        return False
    if len(paragraph) > 1:
        return True
    numbered = last.marker is not None and last.marker.kind is MarkerKind.CHINESE
    if (numbered or opening) and is_title_line(last.text) and not last.text.endswith(("：", ":")):
        return False
    return not _STANDS_ALONE.fullmatch(last.text)


def _line_block(text: str, start: int, end: int, indent: int) -> Block:
    if match := _HEADING.match(text):
        name = text[match.end() :].rstrip("#").strip(SPACES)
        return Block(BlockKind.HEADING, start, end, name, level=len(match.group(1)), marker=marker_at(name))
    if "|" in text and _TABLE_RULE.match(text):
        return Block(BlockKind.TABLE_RULE, start, end, text)
    if text.startswith("|") and text.count("|") > 1:
        return Block(BlockKind.ROW, start, end, text)
    if level := division_level(text):
        return Block(BlockKind.HEADING, start, end, text, level=10 + level)
    return Block(BlockKind.TEXT, start, end, text, indent=indent, marker=marker_at(text))
