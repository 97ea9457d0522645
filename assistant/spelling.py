"""Questions as they are typed → as the texts would spell them (pure).

Traditional characters and full-width figures become the ordinary ones; a stretch that sounds like a word of
ours becomes that word (凭审 → 评审) where that makes the sentence more probable (see homophones.py). A word that
is already right is never changed, nor is one of the ordinary lexicon (支撑, 博世); the few of them that are slips
in a question of ours (名子) are named in the glossary. A corpus without a glossary changes none. A syllable in
Latin letters between Chinese characters (推荐wei员会) becomes the character that mostly stands there. What is
quoted is never touched, and whoever asked is told what was taken for what.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from assistant.cues import part
from assistant.homophones import Homophones
from assistant.latin import Latin
from assistant.sound import syllable
from corpus.model import Corpus

if TYPE_CHECKING:
    from opencc import OpenCC

_WIDE = {code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for code in range(ord(first), ord(last) + 1)}
_LETTERS = re.compile(r"(?<![0-9A-Za-z.@/:_-])[a-z]{2,12}(?![0-9A-Za-z.@/:_-])")
_FOREIGN = frozenset({"ai"})  # sounds like a syllable, and is none
_OFTEN = 3  # times that a character must stand beside its neighbour for us to believe in it
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_RUNS = re.compile(r"([\u3400-\u9fff]+)")


class Spelling:
    """The spelling of one corpus: its glossary, and every text in which words stand that are right."""

    def __init__(self, corpus: Corpus) -> None:
        self._words = corpus.spelling
        self._slips = corpus.slips
        self._corpus = corpus
        self.latin = Latin(corpus)
        # normal and changes read the same few texts
        self._pieces = lru_cache(maxsize=8)(lambda text: tuple(self._spelled(text)))

    def normal(self, text: str) -> str:
        """The text with ordinary characters and our words spelled right."""
        respelt = "".join(meant for _, meant in self._pieces(text))
        return self._asking(part("dialect_what").sub("什么", respelt))

    def bold(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """A text that would find nothing as it is, with more of it taken for slips, and what was taken for what."""
        pieces = list(self._by_word(text, bold=True))
        slips = (piece for piece in pieces if piece[0] != piece[1])
        return "".join(meant for _, meant in pieces), tuple(dict.fromkeys(slips))

    def changes(self, text: str) -> tuple[tuple[str, str], ...]:
        """What was taken for which word of ours, in order, each once; another script is no change."""
        pieces = self._pieces(text)
        respelt = "".join(meant for _, meant in pieces)
        which = [("那", "哪")] if self._asking(respelt) != respelt else []
        return tuple(dict.fromkeys([*(piece for piece in pieces if piece[0] != piece[1]), *which]))

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

    @staticmethod
    def _asking(text: str) -> str:
        """A text with 那 read as 哪 where it would ask nothing otherwise (评审结果在那里公示)."""
        meant = part("that_for_which").sub("哪", text)
        return text if meant == text or part("asks").search(text.replace("那几", "")) else meant

    def _respelled(self, text: str) -> str:
        return "".join(meant for _, meant in self._by_word(text))

    def _by_word(self, text: str, bold: bool = False) -> Iterator[tuple[str, str]]:
        """A text without letters to spell, stretch by stretch; what is known to be right in one."""
        runs = [run for run in _RUNS.split(text) if run]
        doubtful = [run for run in runs if _HAN.match(run) and (bold or self._is_doubtful(run))] if self._words else []
        if not doubtful:
            yield text, text
            return
        slips = {word: not near or any(map(text.__contains__, near)) for word, near in self._slips.items()}
        slips |= dict.fromkeys(self._corpus.namesakes, False)
        read = dict(zip(doubtful, self._homophones.meant(doubtful, slips, bold), strict=True))
        for run in runs:
            yield from read.get(run, [(run, run)])

    def _is_doubtful(self, run: str) -> bool:
        """True for characters of which two stand side by side as they do in nothing that we know; or for a slip."""
        pairs = {run[at : at + 2] for at in range(len(run) - 1)}
        return not pairs <= self._pairs or any(word in run for word in self._slips)

    def _spelt(self, letters: str, before: str, after: str) -> str | None:
        """The Chinese for a run of letters: a word of ours, or the character that mostly stands beside its neighbours.

        None for one without Chinese around it, or where nothing is known to stand there.
        """
        if letters in _FOREIGN or not _HAN.search(f"{before}{after}"):
            return None
        if letters in self._corpus.initials:
            return self._corpus.initials[letters]
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
    def _homophones(self) -> Homophones:
        called = (name for district in self._corpus.districts for name in (district.name, *district.aliases))
        places = (name for name in called if name in self._known)  # the others may be slips themselves
        named = (*self._words, *self._corpus.characters, *places)
        return Homophones(_HAN_RUN.findall(self._known), named, self._corpus.lookalikes)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """The characters that stand side by side in what we know."""
        return frozenset(run[at : at + 2] for run in _HAN_RUN.findall(self._known) for at in range(len(run) - 1))

    @cached_property
    def _known(self) -> str:
        """All that is written as it should be."""
        questions: Iterable[str] = (text for texts in self._corpus.questions.values() for text in texts)
        return "\n".join([*(document.source for document in self._corpus.documents), *questions])


@lru_cache(maxsize=1)
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
