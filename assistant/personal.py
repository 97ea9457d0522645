"""Personal numbers in what people write: found by their form, and masked (pure).

Identity cards (GB 11643: 18 characters with a date of birth, whether or not the last one checks, for a slip of
the finger makes a number no less personal; the older form of 15 digits), mobile numbers, and bank cards (ISO/IEC
7812, Luhn; in one run or in fours). Telephone numbers of offices are none, nor are years and days in a row.
"""

import re
from datetime import date

from assistant.cues import part
from assistant.messages import message
from assistant.quantity import normalised

# digits, perhaps in groups; an X may end an identity card
_RUN = re.compile(r"(?<![0-9a-z])\+?[0-9](?:[ \-—]?[0-9]){9,20}(?:[ \-—]?x)?(?![0-9a-z])")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9][0-9]{9}")
# begins with the number of a province (GB/T 2260)
_IDENTITY = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{15}[0-9x]")
_MISCOUNTED = range(16, 21)  # digits of what is called one, though some are missing or too many
# one run, or fours kept apart by one and the same sign
_CARD = re.compile(r"[0-9]{16,19}|[0-9]{4}(?P<apart>[ \-])[0-9]{4}(?:(?P=apart)[0-9]{4})+(?:(?P=apart)[0-9]{1,3})?")
_DAYS = re.compile(r"(?:(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])?)?(?:[ \-—]|$))+")  # 2010, 201009 …


def masked(text: str) -> str:
    """The text with every personal number replaced by a word that says what stood there."""
    plain = normalised(text)
    pieces: list[str] = []
    at = 0
    for run in _RUN.finditer(plain):
        kind = _kind(run.group(), plain[: run.start()])
        if kind is not None:
            pieces += [text[at : run.start()], message(f"personal.{kind}")]
            at = run.end()
    return "".join([*pieces, text[at:]])


def _kind(written: str, before: str) -> str | None:
    """What a number is: identity, mobile, card; None for any other.

    Args:
        before: what stands before it.
    """
    number = re.sub(r"[ \-—]", "", written)
    if _DAYS.fullmatch(written):
        return None
    if _is_identity(number) or (len(number) in _MISCOUNTED and part("called_identity").search(before)):
        return "identity"
    if _MOBILE.fullmatch(number):
        return "mobile"
    return "card" if _CARD.fullmatch(written) and _passes_luhn(number) else None


def _is_identity(number: str) -> bool:
    if len(number) == 15 and number.isdigit():
        return _is_day(f"19{number[6:12]}")
    return _IDENTITY.fullmatch(number) is not None and _is_day(number[6:14])


def _is_day(written: str) -> bool:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:])).year >= 1900
    except ValueError:
        return False


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
