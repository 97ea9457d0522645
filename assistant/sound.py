"""Chinese characters → the syllables that they are read as (pure)."""

import os
import re
from functools import lru_cache
from itertools import product

_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_FLAT = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"ng$")
_TONE = re.compile(r"\d$")
_READINGS = 2  # of a character (率: shuài, lǜ); further ones are rare


@lru_cache(maxsize=20_000)
def readings(character: str) -> tuple[str, ...]:
    """The syllables, with their tones, that a Chinese character is, the usual one first; any other is itself."""
    if not _CHARACTER.fullmatch(character):
        return (character,)
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # single characters need no table of phrases
    from pypinyin import Style, pinyin

    return tuple(map(str, pinyin(character, style=Style.TONE3, heteronym=True)[0][:_READINGS]))


@lru_cache(maxsize=20_000)
def syllables(character: str) -> tuple[str, ...]:
    """The same without tones."""
    if not _CHARACTER.fullmatch(character):
        return (character,)
    return tuple(dict.fromkeys(_TONE.sub("", reading) for reading in readings(character)))


def syllable(character: str) -> str:
    """The syllable that a Chinese character mostly is, without its tone; any other character is itself."""
    return syllables(character)[0]


@lru_cache(maxsize=50_000)
def alike(word: str) -> tuple[str, ...]:
    """How a word may sound to people who tell z from zh, n from ng at the end, and tones no better than most."""
    return tuple(dict.fromkeys(map(" ".join, product(*map(_likened, word)))))


@lru_cache(maxsize=20_000)
def _likened(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_FLAT.sub(r"\1", _NASAL.sub("n", one)) for one in syllables(character)))
