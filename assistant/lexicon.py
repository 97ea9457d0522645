"""Is this an ordinary word? By the list of words that comes with jieba (pure, the list apart)."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_SHORTEST = 2  # characters


def is_word(text: str) -> bool:
    """True for a word of two or more characters that stands in the list."""
    return len(text) >= _SHORTEST and not any(map(str.isspace, text)) and f"\n{text} ".encode() in _words()


@lru_cache(maxsize=1)
def _words() -> bytes:
    """The list as it is, a word a line: searching it is fast, and taking it apart is not."""
    package = find_spec("jieba")  # only its list is wanted, not the cutter
    assert package is not None
    assert package.origin is not None
    return b"\n" + (Path(package.origin).parent / "dict.txt").read_bytes()
