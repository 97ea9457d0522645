"""Chinese numerals, full-width digits and circled numbers as integers.

Only what numbering in official texts uses (一 … 九千九百九十九, 廿, ①–⑳); amounts in questions are
another matter.
"""

import unicodedata
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMERAL = "零〇一二三四五六七八九十百千两"


def to_int(text: str) -> int:
    """The number that a numeral such as 二十三, 一〇二, 15, １５ or ⑮ stands for.

    Raises:
        ValueError: the text is not a numeral of this kind.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if not plain or any(character not in CHINESE_NUMERAL for character in plain):
        raise ValueError(f"not a numeral: {text!r}")
    if not any(character in _UNITS for character in plain):
        return int("".join(str(_DIGITS[character]) for character in plain))
    total, digit = 0, None
    for character in plain:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        elif _DIGITS[character]:
            digit = _DIGITS[character]
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """The usual numeral for 1 … 9999: 10 → 十, 21 → 二十一, 105 → 一百零五.

    Raises:
        ValueError: the number is outside that range.
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"no numeral kept for {number}")
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        elif out:
            gap = True
    return out.removeprefix("一") if out.startswith("一十") else out


def is_written_in(number: Decimal, words: str) -> bool:
    """True when a number stands in a text, in digits or as a numeral, and is no part of a longer one."""
    written = {f"{number.normalize():f}"}
    if number == number.to_integral_value() and 1 <= number <= 9999:
        numeral = to_chinese(int(number))
        written |= {numeral, numeral.replace("二", "两")}
    return any(_alone(text, words) for text in written)


def _alone(text: str, words: str) -> bool:
    numerals = "0123456789." if text[0].isdigit() else CHINESE_NUMERAL
    at = words.find(text)
    while at >= 0:
        around = words[max(0, at - 1) : at] + words[at + len(text) : at + len(text) + 1]
        if not any(character in numerals for character in around):
            return True
        at = words.find(text, at + 1)
    return False
