"""The numbering marks of Chinese official texts at the start of a line (pure)."""

import re
from dataclasses import dataclass
from enum import IntEnum

from corpus.numerals import CHINESE_NUMERAL, to_int


class MarkerKind(IntEnum):
    """Kinds of numbering, outermost first as official texts nest them (GB/T 9704—2012, 7.3.3)."""

    CHINESE = 1  # 一、
    CHINESE_BRACKETED = 2  # （一）
    ARABIC = 3  # 1.
    ARABIC_BRACKETED = 4  # （1）
    CIRCLED = 5  # ①


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering mark: `text` as written, `end` its length from the start of the stripped line."""

    kind: MarkerKind
    ordinal: int
    text: str
    end: int


_CN = f"[{CHINESE_NUMERAL}]"
_MARKERS = (
    (MarkerKind.CHINESE, re.compile(rf"({_CN}{{1,7}})、")),
    (MarkerKind.CHINESE_BRACKETED, re.compile(rf"[（(]({_CN}{{1,7}})[）)]")),
    (MarkerKind.ARABIC, re.compile(r"([0-9０-９]{1,3})(?:[.．](?![0-9０-９])|、)")),
    (MarkerKind.ARABIC_BRACKETED, re.compile(r"[（(]([0-9０-９]{1,3})[）)]")),
    (MarkerKind.CIRCLED, re.compile(r"([①-⑳])")),
)
_ARTICLE = re.compile(rf"第({_CN}{{1,9}}|[0-9]{{1,5}})条(?:之({_CN}{{1,5}}))?(?=\s|$)")
_DIVISION = re.compile(rf"第{_CN}{{1,7}}(编|分编|篇|章|节)[ \u3000\t]+\S.{{0,40}}$")
_DIVISION_LEVELS = {"编": 1, "篇": 1, "分编": 2, "章": 3, "节": 4}


def marker_at(line: str) -> Marker | None:
    """The numbering mark that opens a stripped line, or None (第X条 is not one: see article_at)."""
    for kind, pattern in _MARKERS:
        if match := pattern.match(line):
            return Marker(kind, to_int(match.group(1)), match.group(), match.end())
    return None


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """第X条 or 第X条之Y at the start of a line, followed by white space."""

    number: int
    branch: int
    text: str
    end: int


def article_at(line: str) -> ArticleMark | None:
    """The article number that opens a stripped line; a mention inside prose is none."""
    match = _ARTICLE.match(line)
    if match is None:
        return None
    branch = to_int(match.group(2)) if match.group(2) else 0
    return ArticleMark(to_int(match.group(1)), branch, match.group(), match.end())


def division_level(line: str) -> int | None:
    """1 … 4 for a line such as 第二章 总则 (编 1, 分编 2, 章 3, 节 4), else None."""
    match = _DIVISION.match(line)
    if match is None or line[-1] in "。；，":
        return None
    return _DIVISION_LEVELS[match.group(1)]
