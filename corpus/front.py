"""What stands before a text proper: title, promulgation notes, table of contents (pure)."""

import re
from dataclasses import dataclass

from corpus.blocks import Block, BlockKind, is_title_line
from corpus.markers import division_level

_PROMULGATION = re.compile(
    r"^[（(]?[^。]{0,60}(\d{4}|[〇零一二三四五六七八九]{4})\s*年.{0,80}(通过|公布|发布|施行|修正|修订|批准|号|印发|实施|废止)"
)
_CONTENTS = re.compile(r"^目[ \u3000]*[录次]$")


@dataclass(frozen=True, slots=True)
class Front:
    """The title that a text states, and how many of its blocks come before the text proper."""

    title: str | None
    blocks: int


def front_of(everything: list[Block]) -> Front:
    """Title and length of the front matter, comments counted as blocks.

    An INFO END comment closes the front matter of a statute in a collection; elsewhere a first
    heading of level 1 is the title.
    """
    closing = next((index for index, block in enumerate(everything) if block.ends_front_matter), None)
    if closing is not None:
        titles = [block.text for block in everything[:closing] if block.kind is BlockKind.HEADING]
        return Front(" ".join(titles) or None, closing + 1)
    for index, block in enumerate(everything):
        if block.kind is BlockKind.COMMENT:
            continue
        if block.kind is BlockKind.HEADING and block.level == 1 and not block.opens_article:
            return Front(block.text, index + 1)
        break
    return Front(None, 0)


def is_promulgation_note(text: str) -> bool:
    """True for a line that says when and by whom a statute was passed, amended or published."""
    return len(text) <= 200 and _PROMULGATION.match(text) is not None and not text.endswith("：")


def contents_blocks(body: list[Block]) -> set[int]:
    """Positions of the blocks of a table of contents: its heading and the lines that repeat headings."""
    found: set[int] = set()
    inside = False
    for index, block in enumerate(body):
        if _CONTENTS.match(block.text):
            inside = True
            found.add(index)
            continue
        if not inside:
            continue
        repeated = any(later.text == block.text for later in body[index + 1 :])
        lists_divisions = all(division_level(line.strip()) or is_title_line(line) for line in block.text.split("\n"))
        if block.opens_article or not lists_divisions or not (repeated or block.kind is BlockKind.TEXT):
            inside = False
        else:
            found.add(index)
    return found
