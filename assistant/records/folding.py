"""Texts as they are compared: what differs in width, case, punctuation or white space alone is the same (pure)."""

import unicodedata

from assistant.records.hashes import text_hash

_KEPT_BETWEEN_DIGITS = ".,:/-–—~"  # 3.5 is not 35, and 1-3 is not 13
_RANGE = "–—~"
_MEANT = "%‰"


def folded(text: str) -> str:
    """The text without what does not change a question's meaning; folding it again changes nothing."""
    while (shorter := _once(text)) != text:
        text = shorter
    return text


def key(text: str) -> str:
    """The folded text as a short key; empty when nothing is left of it."""
    same = folded(text)
    return text_hash(same) if same else ""


def name_key(name: str) -> str:
    """A user's name as it is compared: width, case and white space at the ends folded."""
    return _one_width_and_case(name).strip()


def _one_width_and_case(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _once(text: str) -> str:
    text = _one_width_and_case(text)
    kept = []
    for index, character in enumerate(text):
        if _said(character):
            kept.append(character)
        elif character in _KEPT_BETWEEN_DIGITS or character.isspace():
            kept.append(_between_digits(text, index))
    return "".join(kept)


def _said(character: str) -> bool:
    """True for letters, digits, marks and the signs that change what is asked."""
    if character in _MEANT:
        return True
    return unicodedata.category(character)[0] in "LNMS" and character not in _KEPT_BETWEEN_DIGITS


def _between_digits(text: str, index: int) -> str:
    """What is left of a point, a dash or a space: something between two digits alone."""
    before, after = text[:index].rstrip(), text[index + 1 :].lstrip()
    if not (before[-1:].isdigit() and after[:1].isdigit()):
        return ""
    sign = text[index]
    if sign.isspace():
        return " " if text[index - 1].isdigit() else ""
    return "-" if sign in _RANGE else sign
