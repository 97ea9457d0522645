"""Runs of Chinese characters → the words that they were probably typed for (pure).

A noisy channel (Kernighan, Church and Gale 1990) over pairs of words (Mays, Damerau and Mercer 1991): of all ways to
read a run as words, the one that is most probable, where a word is as probable as it is frequent behind the word
before it in our texts, in them at all, and in ordinary writing; and it may have been typed as characters that sound
or look like it, at a price. What is a word as it stands (中转) is read as another only at a higher one.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from assistant.lexicon import all_words, frequency
from assistant.sound import alike, readings, syllables

_LONGEST = 7  # characters of a word
_SHORT = 2
_OURS = 0.7  # how much our own texts say about how frequent a word is, beside ordinary writing
_PAIRED = 0.8  # how much the word before says, where our texts have it often
_HALF = 2.0  # times that they must have it for half of that
_FREQUENT = 1000  # times that ordinary writing is taken to have a word of the glossary, where texts are cut
_NAMED = 20  # times that a word of the glossary counts besides
_CHANCE = 1e-8  # of any character at all
_NEVER = 1e-30  # of a word that is written nowhere
_OFTEN = 2  # times that a word must stand in our texts to be what was meant
_NEAR = 5  # words within which another is beside one
_TELLING = 1.5  # how much more often than by chance two words must stand beside each other, as a logarithm
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万几半壹贰叁肆伍陆柒捌玖拾佰仟")
_PARTICLES = frozenset("的了是在和有不就我你他她它这那吗呢么吧啊把被从到也都")  # in a short word, mostly themselves
_START = ""


@dataclass(frozen=True, slots=True)
class _Costs:
    """What a slip costs, as the logarithm of how rare it is.

    Chosen on sentences with slips and their right spelling, such that of 6,190 right ones 10 are changed.
    """

    one: float  # in a word of one character
    two: float  # in a word of two
    toned: float  # a character with its tone, or one that looks like it
    other_tone: float
    alike_only: float  # with a sound that is only like it
    particle: float = 1.0  # a character that is mostly itself
    numeral: float = 2.5
    word: float = 5.0  # what is a word as it stands
    beside: float = 2.0  # the same, where our texts have what was meant beside another word of the sentence


_CAREFUL = _Costs(one=4.25, two=2.5, toned=4.5, other_tone=5.5, alike_only=8.0)
_SLIPPING = _Costs(one=2.0, two=1.0, toned=3.2, other_tone=4.2, alike_only=6.7)  # of somebody who has slipped before

# … of a sentence that would find nothing as it is
_BOLD = _Costs(one=2.0, two=1.0, toned=2.6, other_tone=3.6, alike_only=6.0, particle=0.8, word=3.6, beside=1.2)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is known of the sentence in which a piece stands: `around` are its words, as far as they are known."""

    costs: _Costs
    slips: Mapping[str, bool]
    around: AbstractSet[str] = frozenset()


Piece = tuple[str, str]  # what was typed, and what was meant
_Words = Callable[[str], Iterable[tuple[str, float]]]
_Follows = Callable[[str, str], float]


class Homophones:
    """The words of one corpus, by how they sound and look, how often they are written, and beside which others."""

    def __init__(self, texts: Iterable[str], named: Iterable[str], lookalikes: Iterable[str] = ()) -> None:
        """From runs of Chinese characters that are right, and what a glossary names.

        Args:
            named: words; one of a single character is meant for another only if it is named.
            lookalikes: characters that look alike, together in a text (己已巳).
        """
        self._texts = Counter(texts)
        self._named = frozenset(named)
        self._twins = {one: frozenset(group) - {one} for group in lookalikes for one in group}

    def meant(
        self, runs: Iterable[str], slips: Mapping[str, bool] | None = None, bold: bool = False
    ) -> list[list[Piece]]:
        """The runs of one sentence, each as pieces in order; a piece is as long as what is meant by it.

        Args:
            runs: characters with nothing between them.
            slips: ordinary words, and whether they are slips in this sentence; else they are what they are.
            bold: take more for a slip: the sentence would find nothing as it is.
        """
        runs = list(runs)
        first = _Sentence(_BOLD if bold else _CAREFUL, slips or {})
        found = [self._best(run, first) for run in runs]
        slipped = any(typed != word for pieces in found for typed, word in pieces)
        around = frozenset(word for pieces in found for _, word in pieces if len(word) > 1)
        again = _Sentence(_BOLD if bold else _SLIPPING if slipped else _CAREFUL, first.slips, around)
        return [self._best(run, again) for run in runs]

    def _best(self, run: str, sentence: "_Sentence") -> list[Piece]:
        return _cheapest(run, lambda piece: self._words(piece, sentence), self._follows)

    def _words(self, piece: str, sentence: "_Sentence") -> Iterator[tuple[str, float]]:
        """What a piece may stand for, with what that costs besides how rare it is."""
        is_slip = sentence.slips.get(piece)
        is_word = not is_slip and (is_slip is not None or piece in self._counts or frequency(piece) > 0)
        if len(piece) == 1 or is_word:
            yield piece, 0.0
        if is_slip is False:
            return
        for word in self._like(piece):
            price = self._price(piece, word, sentence.costs)
            if price is None:
                continue
            if is_slip:
                price = 0.0  # that it is one needs no more proof
            elif is_word and len(piece) > 1:
                belongs = not self._counts[piece] and self._belongs(word, sentence.around)
                price += sentence.costs.beside if belongs else sentence.costs.word
            yield word, price

    def _like(self, piece: str) -> Iterable[str]:
        """Our words that sound or look like a piece."""
        found = [word for sound in alike(piece) for word in self._by_sound.get(sound, ())]
        for at, typed in enumerate(piece):
            seen = (f"{piece[:at]}{twin}{piece[at + 1 :]}" for twin in self._twins.get(typed, ()))
            found += [word for word in seen if self._counts[word] >= _OFTEN and len(word) > 1]
        return dict.fromkeys(word for word in found if word != piece)

    def _belongs(self, word: str, around: AbstractSet[str]) -> bool:
        """True for a word that our texts have beside one of those around it, more often than by chance."""
        for other in around:
            together = self._beside[_pair(word, other)]
            if together >= _OFTEN and (
                math.log(together * self._total / (self._counts[word] * self._counts[other])) >= _TELLING
            ):
                return True
        return False

    def _follows(self, before: str, word: str) -> float:
        """What a word costs behind another: the logarithm of how rarely it stands there."""
        alone = _OURS * self._counts[word] / self._total + (1 - _OURS) * frequency(word) / all_words()
        alone += _CHANCE if len(word) == 1 else _NEVER
        known = self._counts[before]
        weight = _PAIRED * known / (known + _HALF)
        behind = self._behind[before, word] / known if known else 0.0
        return -math.log(weight * behind + (1 - weight) * alone)

    def _price(self, piece: str, word: str, costs: _Costs) -> float | None:
        """What it costs to read a piece as a word that sounds or looks like it; None where that is no slip."""
        price = costs.one if len(word) == 1 else costs.two if len(word) == _SHORT else 0.0
        if len(word) <= _SHORT and _PARTICLES & set(piece) - set(word):
            price += costs.particle
        for typed, meant in zip(piece, word, strict=True):
            if typed == meant:
                continue
            if len(word) == 1 and typed in _PARTICLES | _NUMERALS:
                return None
            if typed in _NUMERALS:  # 乳三 is Rushan, 三年 and 四年 are not each other
                if meant in _NUMERALS or set(piece) <= _NUMERALS:
                    return None
                price += costs.numeral
            if meant in self._twins.get(typed, ()) or readings(typed)[0] == readings(meant)[0]:
                price += costs.toned
            elif set(syllables(typed)) & set(syllables(meant)):
                price += costs.other_tone
            elif len(word) == 1:
                return None
            else:
                price += costs.alike_only
        return price

    @cached_property
    def _by_sound(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word, count in sorted(self._counts.items()):
            if word in self._named if len(word) < _SHORT else count >= _OFTEN:
                for sound in alike(word):
                    found.setdefault(sound, []).append(word)
        return found

    @cached_property
    def _total(self) -> int:
        return max(1, self._counts.total() - self._counts[_START])

    @cached_property
    def _counts(self) -> Counter[str]:
        """How often each word stands in our texts; that a run begins counts, too."""
        found = Counter({word: _NAMED for word in self._named if len(word) > 1})
        for words, times in self._cut:
            for word in (_START, *words):
                found[word] += times
        return found

    @cached_property
    def _behind(self) -> Counter[Piece]:
        """How often a word stands right behind another."""
        found: Counter[Piece] = Counter()
        for words, times in self._cut:
            for pair in zip((_START, *words), words, strict=False):
                found[pair] += times
        return found

    @cached_property
    def _beside(self) -> Counter[Piece]:
        """How often two words stand near each other."""
        found: Counter[Piece] = Counter()
        for words, times in self._cut:
            long = [word for word in words if len(word) > 1]
            for at, word in enumerate(long):
                for other in long[at + 1 : at + 1 + _NEAR]:
                    found[_pair(word, other)] += times
        return found

    @cached_property
    def _cut(self) -> list[tuple[tuple[str, ...], int]]:
        """The words of each run of our texts, by how frequent they are in ordinary writing, and how often it stands."""
        return [
            (tuple(word for word, _ in _cheapest(run, self._as_written, lambda *_: 0.0)), times)
            for run, times in self._texts.items()
        ]

    def _as_written(self, piece: str) -> Iterator[tuple[str, float]]:
        """A piece that is right, as a word: by ordinary writing, where those of the glossary are frequent."""
        least = 1 if len(piece) == 1 else _FREQUENT if piece in self._named else 0
        if times := max(frequency(piece), least):
            yield piece, -math.log(times / all_words())


def _pair(word: str, other: str) -> Piece:
    return (word, other) if word < other else (other, word)


def _cheapest(run: str, words: _Words, follows: _Follows) -> list[Piece]:
    """The cheapest way through a run, by Viterbi's algorithm over the words that each place is reached with.

    Args:
        words: what a piece of it may stand for, with what that costs by itself.
        follows: what a word costs behind another.
    """
    reached: list[dict[str, tuple[float, int, str, str]]] = [{} for _ in range(len(run) + 1)]
    reached[0][_START] = (0.0, 0, "", "")
    for at in range(len(run)):
        befores = [(before, cost) for before, (cost, *_) in reached[at].items()]
        for end in range(at + 1, min(len(run), at + _LONGEST) + 1):
            piece = run[at:end]
            for word, price in words(piece):
                cost, before = min((cost + follows(before, word), before) for before, cost in befores)
                if cost + price < reached[end].get(word, (math.inf,))[0]:
                    reached[end][word] = (cost + price, at, before, piece)
    pieces: list[Piece] = []
    end, word = len(run), min(reached[-1], key=lambda word: reached[-1][word][0])
    while end:
        _, at, before, piece = reached[end][word]
        pieces.append((piece, word))
        end, word = at, before
    return pieces[::-1]
