"""What kind of text a source is: this decides where its clauses open (pure)."""

import re
from enum import StrEnum

from corpus.blocks import Block, BlockKind, is_title_line
from corpus.markers import MarkerKind, article_at

_AMENDS = re.compile(r"修改为|修改如下|作如下修改|增加|删去|删除|废止|修订为|作为第")
_CONTINUES = re.compile(r"[“‘（(]|原?第[零〇一二三四五六七八九十百千]+[条款项]")
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


def amendment_openings(body: list[Block]) -> set[int]:
    """Where the clauses of an amendment open: its items, and the articles of a text published anew after them.

    The articles that an item quotes open nothing; a text published anew starts at 第一条 and counts on.
    """
    items = skeleton_items(body)
    anew: list[int] = []
    for index in range(items[-1] + 1, len(body)):
        mark = article_at(body[index].text) if body[index].opens_article else None
        if mark is None:
            continue
        if mark.number == 1 and not mark.branch:
            anew = [index]
        elif anew:
            anew.append(index)
    return {*items, *(anew if len(anew) > 1 else ())}


def amendment_end(body: list[Block]) -> int:
    """Where the last item of an amendment ends; what follows it closes the decision or is published anew.

    The item goes on while a quotation is open, and over paragraphs that quote or renumber (原第二款…).
    """
    index = skeleton_items(body)[-1]
    quoting = _left_open(body[index].text)
    while index + 1 < len(body):
        following = body[index + 1]
        if following.kind is BlockKind.HEADING or not (quoting or _CONTINUES.match(following.text)):
            break
        index += 1
        quoting = _left_open(following.text, quoting)
    return index + 1


def _left_open(text: str, already: bool = False) -> bool:
    """True when a quotation is open after a text; each paragraph of a long one opens it again."""
    last_open, last_close = text.rfind("“"), text.rfind("”")
    return last_open > last_close or (already and last_close < 0)


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
