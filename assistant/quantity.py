"""Numbers in running text, Arabic or Chinese, with what they count (pure)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

_ARABIC = r"[-−]?\d+(?:\.\d+)?"
_CHINESE = "零〇一二两三四五六七八九十百千万点廿壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = re.compile(rf"{_ARABIC}|负?[{_CHINESE}]+")
_UNIT = re.compile(
    r"(个?(?:多(?![少久大长])|(?<=[0十百千])几|余(?![下的]))?整?)(人次|个人|个月|个学时|学时|课时|学识|科目|个科目|门课|个工作日|工作日|分钟|年|月|日|号|天|科|门|口人|人|名|位|个|回|次|遍|趟|元|块|条|项|篇|y)?(半)?"
)
# 一 that counts nothing
_NO_NUMBER = re.compile(r"清一色|一门心思|[统同唯]一|一[样直般定些旦律向时致边切下]|(?:周|星期|礼拜)[一二三四五六日天]")
_NOTHING = re.compile(
    r"(?<![剩有差还])[一半丁](点|丁点|星半点)儿?[也都]?[没未]有?[动学碰上听刷修看弄攒]([弹过着了])?(?![满够完懂会明白好清])"
)
_NOT_ALL = tuple("满够完")  # 没学满 is not nothing
_NOT_ONE = re.compile(r"[^，,。；;、？?\d]{0,8}[都也](没|未|不曾)")  # 一个公需课都没听
_ORDINARY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两〇", "一二三四五六七八九十百千二零")
_SHORT = {"y": "年"}  # 满1y
# 快要满三年: not yet three years
_NOT_QUITE = re.compile(
    r"(((?<![很尽赶])快|将近|接近|临近|马上|差点|差一点)[到要满够有]{0,2}"
    r"|(?<![到满足够])(不|没|未|还没)[学修听刷上攒凑干挂贴]?[到满足够]|还没有|顶多|最多|至多)$"
)
_NOT_QUITE_AFTER = re.compile(r"(都|还)?(不到|没到|未到|不足|不满|没满|未满|差点|差一点)")
# 最多30, 30以内: it may be reached, and is not passed
_AT_MOST = re.compile(r"(顶多|最多|至多|不超过|不高于|不多于)[就只才也是有为]{0,2}$")
_AT_MOST_AFTER = re.compile(r"(以内|之内|以下|封顶)")
_MORE = re.compile("[多几余]")
_MORE_AFTER = re.compile(r"(多(?![少久大长]|了)|(?<=[年月])多了|有余|出头)")
_EITHER = re.compile(  # 五六个, 三四十, 一百二三十, 十七八
    rf"(?<![{_CHINESE}\d])([一二两三四五六七八九]?[十百千]){{0,2}}"
    r"(一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)[十百千]?(?![零〇一二两三四五六七八九点])"
    rf"|(?<![\d.])(\d+|[{_CHINESE}]+)个?来(?=[个名位人学年天条项篇次门科])"  # 20来个
)
# a share of something: just told (一半, 三分之二, 80%, 八成), or not (大半)
SHARE, SOME_SHARE = "成", "大半"
_NUMERAL = rf"(?:\d+(?:\.\d+)?|[{_CHINESE}]+)"
_SHARE = re.compile(
    rf"(?P<half>一半|对半|半数)|(?P<of>百|{_NUMERAL})分之(?P<part>{_NUMERAL})|(?P<percent>\d+(?:\.\d+)?)%"
    rf"|(?P<tenths>[一二三四五六七八九])成(?![绩果人功为立])|(?P<vague>一?[大小多少]半|过半)(?![年个天月日小])"
)
_BEFORE = 6  # characters in front of a number that may say that it is not quite reached
_WEIGHT = {"半": Decimal("0.5")}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at [start, end) of a text, the unit after it included; `unit` may be empty.

    `below`: what there is does not quite come to it (快三年, 不到30, 三年不到); `most`: it may, and no more
    (最多30, 30以内); `above`: it is passed, by how much is not told (20多, 三年多). A share of
    something (一半, 80%) has the unit SHARE, one that is not just told SOME_SHARE.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    below: bool = False
    most: bool = False
    above: bool = False


def normalised(text: str) -> str:
    """The text with full-width digits and signs as plain ones, and small letters, character for character."""
    return "".join(_plain(character) for character in text)


def tells_either(text: str) -> bool:
    """True for a text with a number told as one of two, or as about so many (五六个, 20来个)."""
    return _EITHER.search(text) is not None


def quantities(text: str, words: Mapping[str, Sequence[str]], taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """Every number of a normalised text outside the stretches taken by other words, in order; 五六个, 20来个 are none.

    Args:
        words: numbers that are no numerals, by value: {"2": ["俩"]}.
    """
    found: list[Quantity] = []
    free = _masked(text, [*taken, *(match.span() for match in _NO_NUMBER.finditer(text))])
    shares = list(_SHARE.finditer(free))
    found += map(_share, shares)
    free = _masked(free, [share.span() for share in shares])
    nothing = [match.span() for match in _NOTHING.finditer(free)]  # 一点没动
    found += [Quantity(*span, Decimal(0), "") for span in nothing]
    free = _masked(free, nothing)
    for value, names in words.items():
        for name in sorted(names, key=len, reverse=True):
            at = free.find(name)
            while at >= 0:
                if not _beside_numeral(free, at, name) and free[at + len(name) : at + len(name) + 1] not in _NOT_ALL:
                    counted = _with_unit(free, at, at + len(name), Decimal(value))
                    # 俩 and 仨 hold their 个
                    found.append(replace(counted, unit=counted.unit or ("个" if counted.value > 1 else "")))
                    free = free[:at] + "\0" * len(name) + free[at + len(name) :]
                at = free.find(name, at + 1)
    free = _masked(free, [either.span() for either in _EITHER.finditer(free)])
    for match in _NUMBER.finditer(free):
        number = _value(match.group())
        if number == 1 and _NOT_ONE.match(text, match.end()):
            number = Decimal(0)
        if number is not None:
            found.append(_with_unit(free, match.start(), match.end(), number))
    return [
        replace(q, below=_is_below(text, q), most=_is_most(text, q))
        for q in sorted(found, key=lambda quantity: quantity.start)
    ]


def _share(match: re.Match[str]) -> Quantity:
    """A share of something, as a number from 0 to 1 where it is told."""
    if match["vague"]:
        return Quantity(*match.span(), _WEIGHT["半"], SOME_SHARE)
    part = _value(match["part"] or match["percent"] or match["tenths"] or "") or Decimal(0)
    if match["half"]:
        return Quantity(*match.span(), _WEIGHT["半"], SHARE)
    whole = _value(match["of"]) if match["of"] and match["of"] != "百" else None
    return Quantity(*match.span(), part / (whole or Decimal(10 if match["tenths"] else 100)), SHARE)


def _is_most(text: str, quantity: Quantity) -> bool:
    before = _AT_MOST.search(text, max(0, quantity.start - _BEFORE), quantity.start)
    return before is not None or _AT_MOST_AFTER.match(text, quantity.end) is not None


def _is_below(text: str, quantity: Quantity) -> bool:
    before = _NOT_QUITE.search(text, max(0, quantity.start - _BEFORE), quantity.start)
    return before is not None or _NOT_QUITE_AFTER.match(text, quantity.end) is not None


def _with_unit(text: str, start: int, end: int, value: Decimal) -> Quantity:
    match = _UNIT.match(text, end)
    assert match is not None
    unit, half = match.group(2) or "", match.group(3)
    several = "个" in (match.group(1) or "")
    unit = _SHORT.get(unit, unit)
    counted = "个月" if several and unit == "月" else unit or ("个" if several else "")
    above = _MORE.search(match.group(1) or "") or _MORE_AFTER.match(text, match.end())
    return Quantity(start, match.end(), value + (_WEIGHT[half] if half else 0), counted, above=above is not None)


def _beside_numeral(text: str, at: int, name: str) -> bool:
    """True for 半 after a number and its unit (二十九个半): it belongs to that number."""
    before = text[max(0, at - 2) : at]
    return name == "半" and any(character in _CHINESE or character.isdigit() for character in before)


def _value(text: str) -> Decimal | None:
    plain = text.translate(_ORDINARY).replace("−", "-").replace("廿", "二十")
    if len(plain) > 1 and plain[0] == "零" and plain[1] != "点":
        plain = plain[1:]  # 两年零十一个月
    try:
        return Decimal(plain)
    except InvalidOperation:
        pass
    if set(plain) <= {"点", "零"} and plain != "零":
        return None
    import cn2an  # a tenth of a second: only where a numeral is Chinese

    sign = -1 if plain.startswith("负") else 1
    try:
        return sign * Decimal(str(cn2an.cn2an(plain.removeprefix("负"), "smart")))
    except (ValueError, KeyError):  # cn2an raises both for what is no numeral
        return None


def _masked(text: str, taken: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in taken:
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
