"""Is this an ordinary word? By the list of words that comes with jieba (pure, the list apart)."""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_SHORTEST = 2  # characters


def is_word(text: str) -> bool:
    """True for a word of two or more characters that stands in the list."""
    return len(text) >= _SHORTEST and text.encode() in _beginning(text[0])


@lru_cache(maxsize=1024)
def _beginning(character: str) -> frozenset[bytes]:
    """The words of the list that begin with a character: the list is gone through once for each."""
    words = re.findall(rb"\n" + re.escape(character.encode()) + rb"[^ \n]*", _words())
    return frozenset(word[1:] for word in words)


@lru_cache(maxsize=1)
def _words() -> bytes:
    """The list as it is, a word a line: searching it is fast, and taking it apart is not."""
    package = find_spec("jieba")  # only its list is wanted, not the cutter
    assert package is not None
    assert package.origin is not None
    return b"\n" + (Path(package.origin).parent / "dict.txt").read_bytes()
