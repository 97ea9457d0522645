"""Runs of Chinese characters → the words that they were probably typed for (pure).

A noisy channel (Kernighan, Church and Gale 1990): of all ways to read a run as words, the one that is most
probable, where a word is as probable as it is frequent in our texts and in ordinary writing, and may have been
typed as other characters that sound like it, at a price. What is a word as it stands is never read as another.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from assistant.lexicon import all_words, frequency
from assistant.sound import alike, syllable

_LONGEST = 7  # characters of a word
_SHORT = 2
_OURS = 0.7  # how much our own texts say about how frequent a word is, beside ordinary writing
_FREQUENT = 1000  # times that ordinary writing is taken to have a word of the glossary, where texts are cut
_NAMED = 20  # times that a word of the glossary counts besides
_CHANCE = 1e-8  # of any character at all
_OFTEN = 2  # times that a word must stand in our texts to be what was meant
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万几半壹贰叁肆伍陆柒捌玖拾佰仟")
_PARTICLES = frozenset("的了是在和有不就我你他她它这那吗呢么吧啊把被从到也都")  # in a word of two, mostly themselves
# What a slip costs, as the logarithm of how rare it is: a word of two, a character with its tone, in another tone,
# or with a sound that is only like it. Chosen so that 4,400 right sentences stay as they are but for one in 500.
_CAREFUL = (2.5, 4.5, 6.0, 8.0)
_SLIPPING = (1.0, 4.0, 5.5, 7.5)  # of somebody who has slipped in the same sentence

Piece = tuple[str, str]  # what was typed, and what was meant


class Homophones:
    """The words of one corpus, by how they sound and how often they are written."""

    def __init__(self, texts: Iterable[str], named: Iterable[str]) -> None:
        """From runs of Chinese characters that are right, and the words that a glossary names."""
        self._texts = tuple(texts)
        self._named = frozenset(named)

    def meant(self, runs: Iterable[str], slips: AbstractSet[str] = frozenset()) -> list[list[Piece]]:
        """The runs of one sentence, each as pieces in order; a piece is as long as what is meant by it.

        Args:
            runs: characters with nothing between them.
            slips: ordinary words that are none in this sentence.
        """
        runs = list(runs)
        found = [self._best(run, slips, _CAREFUL) for run in runs]
        if any(typed != word for pieces in found for typed, word in pieces):
            return [self._best(run, slips, _SLIPPING) for run in runs]
        return found

    def _best(self, run: str, slips: AbstractSet[str], costs: tuple[float, ...]) -> list[Piece]:
        return _cheapest(run, lambda piece: self._words(piece, slips, costs))

    def _words(self, piece: str, slips: AbstractSet[str], costs: tuple[float, ...]) -> Iterator[tuple[str, float]]:
        """What a piece may stand for, with what that costs."""
        is_word = piece not in slips and (piece in self._counts or frequency(piece) > 0)
        if len(piece) == 1 or is_word:
            yield piece, self._cost(piece)
        if len(piece) > 1 and not is_word:
            for word in self._by_sound.get(alike(piece), ()):
                if (price := _price(piece, word, costs)) is not None:
                    known = piece in slips  # that it is a slip needs no more proof
                    yield word, self._cost(word) + (0.0 if known else price)

    def _cost(self, word: str) -> float:
        ours = self._counts[word] / self._total
        chance = _CHANCE if len(word) == 1 else math.ulp(0.0)
        return -math.log(_OURS * ours + (1 - _OURS) * frequency(word) / all_words() + chance)

    @cached_property
    def _total(self) -> int:
        return max(1, self._counts.total())

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word, count in sorted(self._counts.items()):
            if len(word) > 1 and count >= _OFTEN:
                found.setdefault(alike(word), []).append(word)
        return found

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each word stands in our texts, cut by how frequent words are in ordinary writing."""
        found = Counter(dict.fromkeys(self._named, _NAMED))
        for run, times in Counter(self._texts).items():
            for word, _ in _cheapest(run, self._as_written):
                found[word] += times
        return found

    def _as_written(self, piece: str) -> Iterator[tuple[str, float]]:
        """A piece that is right, as a word: by ordinary writing, where those of the glossary are frequent."""
        least = _FREQUENT if piece in self._named else 1 if len(piece) == 1 else 0
        if times := max(frequency(piece), least):
            yield piece, -math.log(times / all_words())


def _cheapest(run: str, words: Callable[[str], Iterable[tuple[str, float]]]) -> list[Piece]:
    """The cheapest way through a run, by Viterbi's algorithm.

    Args:
        words: what a piece of it may stand for, with what that costs.
    """
    cheapest = [0.0] + [math.inf] * len(run)
    last = [("", "")] * (len(run) + 1)
    for at in range(len(run)):
        for end in range(at + 1, min(len(run), at + _LONGEST) + 1):
            for word, cost in words(run[at:end]):
                if cheapest[at] + cost < cheapest[end]:
                    cheapest[end], last[end] = cheapest[at] + cost, (run[at:end], word)
    pieces, end = [], len(run)
    while end:
        pieces.append(last[end])
        end -= len(last[end][0])
    return pieces[::-1]


def _price(piece: str, word: str, costs: tuple[float, ...]) -> float | None:
    """What it costs to read a piece as a word that sounds like it; None where that is no slip."""
    short, toned, other_tone, alike_only = costs
    is_short = len(word) == _SHORT
    if is_short and _PARTICLES & set(piece) - set(word):
        return None
    price = short if is_short else 0.0
    for typed, meant in zip(piece, word, strict=True):
        if typed == meant:
            continue
        if typed in _NUMERALS:
            return None
        if syllable(typed) != syllable(meant):
            if is_short:
                return None
            price += alike_only
        else:
            price += toned if syllable(typed, tones=True) == syllable(meant, tones=True) else other_tone
    return price
