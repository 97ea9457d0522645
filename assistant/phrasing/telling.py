"""The words of a sentence that decide what it says: figures, what is allowed or forbidden, limits, names (pure).

A paraphrase may drop and join the other words of a clause; these it must keep, all of them and in order
(assistant/phrasing/faithful.py).
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.conversation import SLOTS
from assistant.quantity import normalised
from corpus.numerals import to_int

_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
# everyday words that hold a numeral and count nothing
_NO_FIGURE = r"一般|一致|统一|进一步|一定|一旦|同一|之一|唯一|一并|一律|一经|一些|一直|一方面|万一|千万|专业技术"
_LEAST = r"不少于|不超过|不低于|不高于|不多于|不满|不足|不到|未满|至少|最少|最多|最低|最高|超过|低于|满|近|约|第|前|后"
_NUMBER = rf"[0-9]+(?:[.,:/\-~～—–至到][0-9]+)*|百分之[{_NUMERAL}点]+|[{_NUMERAL}半]+(?:点[{_NUMERAL}]+)?"
_UNIT = r"[%‰]|个?(?:工作日|人次|学时|课时|科目|小时|分钟|周岁|[\u4e00-\u9fff])"
_MOST = r"及?以上|及?以下|以内|以外|之内|左右|起|前|后|多|余"
_FIGURE = re.compile(
    rf"(?P<word>{_NO_FIGURE})|(?P<least>{_LEAST})?(?P<number>{_NUMBER})(?P<unit>{_UNIT})?(?P<most>{_MOST})?"
)
_PERCENT = "百分之"


class Kind(StrEnum):
    """What a telling word decides; each of the polarities is one, so that one is never taken for another."""

    FIGURE = "figure"
    NAME = "name"
    FORBIDS = "forbids"
    EXEMPTS = "exempts"
    PERMITS = "permits"
    OBLIGES = "obliges"
    DENIES = "denies"
    LIMITS = "limits"
    CHOOSES = "chooses"


GOVERNS = frozenset({Kind.FORBIDS, Kind.EXEMPTS, Kind.PERMITS, Kind.OBLIGES, Kind.DENIES, Kind.LIMITS})
_SYNONYMOUS = (GOVERNS - {Kind.LIMITS, Kind.DENIES}) | {Kind.CHOOSES}  # any word of such a kind says the same
HEDGES = ("原则上", "一般")  # limits of their own stretch alone
_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.EXEMPTS, r"无需|无须|毋须|不需要?|不须|不用|不必|免于|免予|豁免|免(?=除|交|试|缴|办|考|评)"),
    (Kind.FORBIDS, r"不得|不能|不可以?|不准|不许|不允许|不予|不应当?|禁止|严禁|[请切]?勿(?!误)"),
    (Kind.PERMITS, r"可以|(?<!许)可(?![能靠见])|能够|(?<![功技才性职可产动潜智])能(?![力源够])|允许|准予"),
    (Kind.OBLIGES, r"必须|应当|应该|务必|须|(?<![相响效供反对适])应(?![用急届聘])|需要|(?<![所急])需(?!求)"),
    (Kind.LIMITS, r"除(?!了)|仅|只|限(?![期时制])|原则上|一般(?!性)|否则|但是?|如果|若|方(?=可|能)"),
    (Kind.CHOOSES, "或者?"),
    (Kind.DENIES, r"不(?!断|仅)|未|无|非|没有?|(?<!是)否(?!则)"),
)
_GOVERNING = re.compile("|".join(f"(?P<{kind.name}>{words})" for kind, words in _WORDS))


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling word at [start, end) of a text; two with equal kind and value say the same."""

    start: int
    end: int
    kind: Kind
    value: str

    def same(self, other: "Telling") -> bool:
        """True when the other one says the same."""
        return (self.kind, self.value) == (other.kind, other.value)


def telling(text: str, names: Sequence[str] = ()) -> list[Telling]:
    """The telling words of a text in order, none within another.

    Args:
        names: further names that must not be taken for one another (districts, titles).
    """
    plain = normalised(text)
    found = _figures(plain)
    for pattern in (_GOVERNING, _names(tuple(names))):
        for match in pattern.finditer(plain):
            if not any(word.start < match.end() and match.start() < word.end for word in found):
                kind = Kind[match.lastgroup] if match.lastgroup else Kind.NAME
                found.append(Telling(match.start(), match.end(), kind, "" if kind in _SYNONYMOUS else match.group()))
    return sorted(found, key=lambda word: word.start)


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    known = {*names, *(value for values in SLOTS for value in values)}
    ordered = sorted({normalised(name) for name in known if name}, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered)))


def _figures(plain: str) -> list[Telling]:
    return [
        Telling(match.start(), match.end(), Kind.FIGURE, _value(match))
        for match in _FIGURE.finditer(plain)
        if not match["word"]
    ]


def _value(match: re.Match[str]) -> str:
    """The figure with its bounds and unit, written in one way: 六个月以上 and 6个月以上 are equal, 6月 is another."""
    number, unit = match["number"], match["unit"] or ""
    if number.startswith(_PERCENT):
        number, unit = number.removeprefix(_PERCENT), f"%{unit}"
    with suppress(ValueError, KeyError):  # what is no plain numeral is compared as it is written
        number = str(to_int(number))
    unit = unit if unit == "个月" else unit.removeprefix("个")
    return "|".join((match["least"] or "", number, unit, match["most"] or ""))
