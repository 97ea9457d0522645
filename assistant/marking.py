"""Which stretches of a text a search hit: the longest ones that it has in common with what was typed (pure)."""

import re
import unicodedata
from collections.abc import Iterator

from assistant.understand import without_interrogatives

_SHORTEST = 2  # characters of a stretch; one alone says nothing, unless it is all that was typed
_APART = re.compile(r"[\s\W_]+")


def hit_spans(query: str, text: str) -> list[tuple[int, int]]:
    """The spans of a text that words of the query hit, in order, none overlapping another."""
    words = [word for word in _APART.split(_folded(without_interrogatives(query))) if word]
    if not words:
        words = [word for word in _APART.split(_folded(query)) if word]
    return list(_spans(words, _folded(text)))


def _spans(words: list[str], text: str) -> Iterator[tuple[int, int]]:
    shortest = {word: min(_SHORTEST, len(word)) for word in words}
    at = 0
    while at < len(text):
        length = max((_common(word, text, at, shortest[word]) for word in words), default=0)
        if length:
            yield at, at + length
        at += length or 1


def _common(word: str, text: str, at: int, shortest: int) -> int:
    """How many characters from there on stand together in the word; 0 when fewer than the shortest."""
    length = shortest
    if text[at : at + length] not in word or at + length > len(text):
        return 0
    while at + length < len(text) and text[at : at + length + 1] in word:
        length += 1
    return length


def _folded(text: str) -> str:
    """The text character by character in one width and case: spans stay those of the original."""
    return "".join(_one(character) for character in text)


def _one(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return folded if len(folded) == 1 else character
