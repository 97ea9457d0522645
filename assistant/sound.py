"""Chinese characters → the syllables that they are read as (pure)."""

import os
import re
from functools import lru_cache

_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_FLAT = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"ng$")


@lru_cache(maxsize=20_000)
def syllable(character: str, tones: bool = False) -> str:
    """The syllable that a Chinese character mostly is, with its tone or without; any other character is itself."""
    if not _CHARACTER.fullmatch(character):
        return character
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # single characters need no table of phrases
    from pypinyin import Style, pinyin

    return str(pinyin(character, style=Style.TONE3 if tones else Style.NORMAL)[0][0])


@lru_cache(maxsize=20_000)
def alike(word: str) -> str:
    """How a word sounds to people who tell z from zh, n from ng at the end, and tones no better than most."""
    return " ".join(_FLAT.sub(r"\1", _NASAL.sub("n", syllable(character))) for character in word)
