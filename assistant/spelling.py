"""Questions as they are typed → as the texts would spell them (pure).

Traditional characters and full-width figures become the ordinary ones; a stretch that sounds like a
word of our glossary, and occurs nowhere in what we know to be right, becomes that word (凭审 → 评审).
Most words must sound alike with their tones (说是 is no 硕士); a few that nothing else sounds like, without.
A word that is already right is never changed. What is quoted is never touched.
"""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.latin import Latin
from assistant.sound import syllable
from corpus.model import Corpus

if TYPE_CHECKING:
    from opencc import OpenCC

_WIDE = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万几")


class Spelling:
    """The spelling of one corpus: its glossary, and every text in which words stand that are right."""

    def __init__(self, corpus: Corpus) -> None:
        self._words = sorted({*corpus.spelling, *corpus.spelling_any_tone}, key=lambda word: (-len(word), word))
        self._any_tone = frozenset(corpus.spelling_any_tone)
        self._corpus = corpus
        self.latin = Latin(corpus)

    def normal(self, text: str) -> str:
        """The text with ordinary characters and our words spelled right."""
        return self._respelled(_converter().convert(text.translate(_WIDE)))

    def _respelled(self, text: str) -> str:
        found: list[str] = []
        at = 0
        while at < len(text):
            word = self._word_at(text, at)
            found.append(word)
            at += len(word)
        return "".join(found)

    def _word_at(self, text: str, at: int) -> str:
        """The word of ours that stands there or is meant there; else the one character."""
        alike = self._by_sound.get(syllable(text[at]), ())
        if not alike:
            return text[at]
        right = next((word for word in alike if text.startswith(word, at)), "")
        for word in sorted(alike, key=len, reverse=True):
            piece = text[at : at + len(word)]
            if (
                len(word) > len(right)
                and piece != word
                and _sounds_like(piece, word, word not in self._any_tone)
                and piece not in self._known
            ):
                return word
        return right or text[at]

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """Our words by how they begin, long ones first."""
        found: dict[str, list[str]] = {}
        for word in self._words:
            found.setdefault(syllable(word[0]), []).append(word)
        return found

    @cached_property
    def _known(self) -> str:
        """All that is written as it should be."""
        questions: Iterable[str] = (text for texts in self._corpus.questions.values() for text in texts)
        return "\n".join([*(document.source for document in self._corpus.documents), *questions])


def _sounds_like(piece: str, word: str, tones: bool) -> bool:
    """True for a stretch as long as the word that is read as the word is; what changes is no numeral."""
    if len(piece) != len(word):
        return False
    return all(
        one == other or (one not in _NUMERALS and syllable(one, tones) == syllable(other, tones))
        for one, other in zip(piece, word, strict=True)
    )


@lru_cache(maxsize=1)
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
