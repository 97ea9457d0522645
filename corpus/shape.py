"""What kind of text a source is: this decides where its clauses open (pure)."""

import re
from enum import StrEnum

from corpus.blocks import Block, BlockKind, is_title_line
from corpus.markers import MarkerKind, article_at

_AMENDS = re.compile(r"修改为|修改如下|作如下修改|增加|删去|删除|废止|修订为|作为第")
_OFFICIAL = re.compile(r"修正案|决定|决议|规定|办法|通知|解释|批复|意见|公告|命令|通告|细则|纪要")


class Shape(StrEnum):
    """The four ways a text is divided."""

    STATUTE = "statute"  # 第X条, each whole
    AMENDMENT = "amendment"  # 一、 items, each whole with the articles it quotes
    OUTLINE = "outline"  # headings and numbered items to any depth
    PASSAGE = "passage"  # no structure: one clause


def shape_of(body: list[Block], title: str | None) -> Shape:
    """The shape of a text without its front matter; `title` is the one it states, if any."""
    articles = [index for index, block in enumerate(body) if block.opens_article]
    skeleton = skeleton_items(body)
    if skeleton and not any(index < skeleton[0] for index in articles):
        amending = sum(bool(_AMENDS.search(body[index].text)) for index in skeleton)
        if 2 * amending >= len(skeleton):
            return Shape.AMENDMENT
    if _is_statute(body, articles):
        return Shape.STATUTE
    if any(block.kind is BlockKind.HEADING for block in body):
        return Shape.OUTLINE
    if len(skeleton) > 1 and (_titles(body, skeleton) or _official(title, body)):
        return Shape.OUTLINE
    return Shape.PASSAGE


def skeleton_items(body: list[Block]) -> list[int]:
    """Positions of the 一、 二、 三、 … items that run through a text without a gap, from 一."""
    found: list[int] = []
    for index, block in enumerate(body):
        if block.kind is not BlockKind.TEXT or block.marker is None:
            continue
        if block.marker.kind is MarkerKind.CHINESE and block.marker.ordinal == len(found) + 1:
            found.append(index)
    return found


def _is_statute(body: list[Block], articles: list[int]) -> bool:
    if len(articles) > 1:
        return True
    if not articles:
        return False
    mark = article_at(body[articles[0]].text)
    return mark is not None and mark.number == 1


def _titles(body: list[Block], skeleton: list[int]) -> bool:
    """True when the 一、 lines are section titles with text under each."""
    titled = all(is_title_line(body[index].text) for index in skeleton)
    return titled and all(b - a > 1 for a, b in zip(skeleton, [*skeleton[1:], len(body)], strict=True))


def _official(title: str | None, body: list[Block]) -> bool:
    """True when the text opens as a decision, notice or interpretation does, by its title."""
    first = title or (body[0].text if is_title_line(body[0].text) else "")
    return _OFFICIAL.search(first) is not None
