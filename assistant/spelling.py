"""Questions as they are typed → as the texts would spell them (pure).

Traditional characters and full-width figures become the ordinary ones; a stretch that sounds like a
word of our glossary, and occurs nowhere in what we know to be right, becomes that word (凭审 → 评审).
Most words must sound alike with their tones (说是 is no 硕士); a few that nothing else sounds like, without.
A word that is already right is never changed, nor is one of the ordinary lexicon (支撑, 博世) or what shares a
character with such a word before it (大学|是); the few of them that are slips in a question of ours (名子) are
named in the glossary. A syllable in Latin letters between Chinese characters (推荐wei员会) becomes the character
that mostly stands there. What is quoted is never touched, and whoever asked is told what was taken for what.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.latin import Latin
from assistant.lexicon import is_word
from assistant.sound import syllable
from corpus.model import Corpus

if TYPE_CHECKING:
    from opencc import OpenCC

_WIDE = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万几")
_PARTICLES = frozenset("的了是在和有不就我你他她它这那吗呢么吧啊把被从到也都")  # in a word of two, mostly themselves
_SHORT_WORD = 2
_REACH = 2  # characters before a stretch with which it may make a word
_LETTERS = re.compile(r"(?<![0-9A-Za-z.@/:_-])[a-z]{2,12}(?![0-9A-Za-z.@/:_-])")
_FOREIGN = frozenset({"ai"})  # sounds like a syllable, and is none
_OFTEN = 3  # times that a character must stand beside its neighbour for us to believe in it
_HAN = re.compile(r"[\u3400-\u9fff]")


class Spelling:
    """The spelling of one corpus: its glossary, and every text in which words stand that are right."""

    def __init__(self, corpus: Corpus) -> None:
        self._words = sorted({*corpus.spelling, *corpus.spelling_any_tone}, key=lambda word: (-len(word), word))
        self._any_tone = frozenset(corpus.spelling_any_tone)
        self._slips = corpus.slips
        self._corpus = corpus
        self.latin = Latin(corpus)
        # normal and changes read the same few texts
        self._pieces = lru_cache(maxsize=8)(lambda text: tuple(self._spelled(text)))

    def normal(self, text: str) -> str:
        """The text with ordinary characters and our words spelled right."""
        return "".join(meant for _, meant in self._pieces(text))

    def changes(self, text: str) -> tuple[tuple[str, str], ...]:
        """What was taken for which word of ours, in order, each once; another script is no change."""
        return tuple(dict.fromkeys((typed, meant) for typed, meant in self._pieces(text) if typed != meant))

    def _spelled(self, text: str) -> Iterator[tuple[str, str]]:
        """What was typed with what is meant, stretch by stretch."""
        plain = _converter().convert(text.translate(_WIDE))
        at = 0
        for run in _LETTERS.finditer(plain):
            meant = self._spelt(run.group(), plain[run.start() - 1 : run.start()], plain[run.end() : run.end() + 1])
            if meant:
                yield from self._by_word(plain[at : run.start()])
                yield run.group(), meant
                at = run.end()
        yield from self._by_word(plain[at:])

    def _respelled(self, text: str) -> str:
        return "".join(meant for _, meant in self._by_word(text))

    def _by_word(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while at < len(text):
            word = self._word_at(text, at)
            yield text[at : at + len(word)], word
            at += len(word)

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
                and self._is_misspelt(text, at, piece, word)
            ):
                return word
        return right or text[at]

    def _is_misspelt(self, text: str, at: int, piece: str, word: str) -> bool:
        """True for a stretch that is no word, and makes none with what stands before it; or a slip that we know."""
        if len(piece) == _SHORT_WORD and _PARTICLES & set(piece) - set(word):
            return False
        if piece in self._slips:
            beside = self._slips[piece]
            return not beside or any(words in text for words in beside)
        before = (text[max(0, at - reach) : at] for reach in range(1, min(_REACH, at) + 1))
        overlaps = (f"{words}{piece[:length]}" for words in before for length in range(1, len(piece)))
        return not is_word(piece) and not any(map(is_word, overlaps))

    def _spelt(self, letters: str, before: str, after: str) -> str | None:
        """The Chinese for a run of letters: a word of ours, or the character that mostly stands beside its neighbours.

        None for one without Chinese around it, or where nothing is known to stand there.
        """
        if letters in _FOREIGN or not _HAN.search(f"{before}{after}"):
            return None
        if letters in self._by_letters:
            return self._by_letters[letters]
        return max(
            (one for one in self._characters.get(letters, ()) if self._often(before, one, after) >= _OFTEN),
            key=lambda one: (self._often(before, one, after), one),
            default=None,
        )

    def _often(self, before: str, character: str, after: str) -> int:
        pairs = [f"{before}{character}"] * bool(_HAN.search(before)) + [f"{character}{after}"] * bool(
            _HAN.search(after)
        )
        return sum(map(self._known.count, pairs))

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        """Our words by their sound without tones; none that two share."""
        found: dict[str, set[str]] = {}
        for word in self._words:
            found.setdefault("".join(map(syllable, word)), set()).add(word)
        return {sound: words.pop() for sound, words in found.items() if len(words) == 1}

    @cached_property
    def _characters(self) -> dict[str, list[str]]:
        """The characters that we know by their syllable."""
        found: dict[str, list[str]] = {}
        for character in sorted(set(self._known)):
            found.setdefault(syllable(character), []).append(character)
        return found

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
