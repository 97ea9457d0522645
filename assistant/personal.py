"""Personal numbers in what people write: found by their form and check digit, and masked (pure).

Identity cards (GB 11643: 17 digits and a check character, ISO 7064 MOD 11-2; the older form of 15 digits with
a date of birth), mobile numbers, and bank cards (ISO/IEC 7812, Luhn). Telephone numbers of offices are none.
"""

import re
from datetime import date

from assistant.messages import message
from assistant.quantity import normalised

# digits, perhaps in groups; an X may end an identity card
_RUN = re.compile(r"(?<![0-9a-z])\+?[0-9](?:[ \-—]?[0-9]){9,20}(?:[ \-—]?x)?(?![0-9a-z])")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
_CHECKS = "10x98765432"


def masked(text: str) -> str:
    """The text with every personal number replaced by a word that says what stood there."""
    plain = normalised(text)
    pieces: list[str] = []
    at = 0
    for run in _RUN.finditer(plain):
        kind = _kind(re.sub(r"[ \-—]", "", run.group()))
        if kind is not None:
            pieces += [text[at : run.start()], message(f"personal.{kind}")]
            at = run.end()
    return "".join([*pieces, text[at:]])


def _kind(number: str) -> str | None:
    """What a number is: identity, mobile, card; None for any other."""
    if _is_identity(number):
        return "identity"
    if _MOBILE.fullmatch(number):
        return "mobile"
    return "card" if 16 <= len(number) <= 19 and number.isdigit() and _passes_luhn(number) else None


def _is_identity(number: str) -> bool:
    if len(number) == 15 and number.isdigit():
        return _is_day(f"19{number[6:12]}")
    if len(number) != 18 or not number[:17].isdigit() or not _is_day(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[17] == _CHECKS[total % 11]


def _is_day(written: str) -> bool:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:])).year >= 1900
    except ValueError:
        return False


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
