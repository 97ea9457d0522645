"""How often is an ordinary word written? By the list of words that comes with jieba (pure, the list apart)."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path


def frequency(word: str) -> int:
    """How often a word stands in the texts that the list was counted in; 0 for what is no word of it."""
    return _frequencies().get(word, 0)


@lru_cache(maxsize=1)
def all_words() -> int:
    """How many words those texts have."""
    return sum(_frequencies().values())


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    """The list, a line being a word, how often it is written, and its part of speech."""
    package = find_spec("jieba")  # only its list is wanted, not the cutter
    assert package is not None
    assert package.origin is not None
    fields = (Path(package.origin).parent / "dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[0::3], map(int, fields[1::3]), strict=True))
