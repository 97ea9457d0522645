"""Questions in pinyin or English → the Chinese question that they most likely are, as well as can be (pure).

Pinyin is compared with how every question that we know of sounds, by the groups of three letters that both
have (Jaccard 1912); figures must be the same, and a district that is named stays named. English is read word by
word with the glossary, where most of it is known. Neither is understood: whoever asked is told in Chinese what
was taken to be asked.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from assistant.sound import syllable
from corpus.model import Corpus

_LETTERS = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"[0-9]+")
_BETWEEN = re.compile(r"[^a-z0-9'-]+")
_GROUP = 3  # letters
_ALIKE = 0.4  # of the groups of two questions that sound the same
_FEWEST_WORDS = 2  # of English that must be known for a question to be more than a guess
_LONG = re.compile(r"[a-z'-]{4,}")  # words that mean something, mostly
_KNOWN = 0.5  # of the letters of such words


class Latin:
    """What questions in Latin letters may mean, by one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def in_chinese(self, text: str) -> str | None:
        """The Chinese question that a text in Latin letters most likely is; None where nothing comes near."""
        return self._sounding_like(text.lower()) or self._translated(text.lower())

    def _sounding_like(self, text: str) -> str | None:
        letters = "".join(_LETTERS.findall(text))
        groups, figures = _groups(letters), _figures(text)
        known = self._sounds.get(figures, ())
        alike, question = max(
            ((len(groups & sound) / len(groups | sound), question) for question, sound in known if groups | sound),
            default=(0.0, ""),
        )
        if alike < _ALIKE:
            return None
        place = next((place for sound, place in self._places if sound in letters), "")
        return question if place in question else place + question

    def _translated(self, text: str) -> str | None:
        """The Chinese words for those of an English text, in the order of the glossary; long phrases first."""
        found: set[str] = set()
        left = asked = f" {_BETWEEN.sub(' ', text)} "
        for said, word in self._english:
            if f" {said} " in left:
                found.add(word)
                left = left.replace(f" {said} ", "  ")
        words = [word for word in self._corpus.english if word in found]
        if len(words) < _FEWEST_WORDS or _letters(left) > (1 - _KNOWN) * _letters(asked):
            return None
        return "".join([*words, *_NUMBER.findall(left)])

    @cached_property
    def _english(self) -> list[tuple[str, str]]:
        said = ((phrase, word) for word, phrases in self._corpus.english.items() for phrase in phrases)
        return sorted(said, key=lambda pair: (-len(pair[0]), pair[0]))

    @cached_property
    def _places(self) -> list[tuple[str, str]]:
        """The districts by how what people call them sounds, long names first."""
        names = [name for place in self._corpus.districts if not place.city for name in (place.name, *place.aliases)]
        return [("".join(map(syllable, name)), name) for name in sorted(names, key=lambda name: (-len(name), name))]

    @cached_property
    def _sounds(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """The questions that we know with how they sound, by their figures."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for question in self._questions():
            sound = _groups("".join(map(syllable, question)))
            found.setdefault(_figures(question), []).append((question, sound))
        return found

    def _questions(self) -> Iterator[str]:
        for texts in (*self._corpus.questions.values(), *self._corpus.examples.values()):
            yield from texts


def _figures(text: str) -> str:
    return "".join(_NUMBER.findall(text))


def _letters(text: str) -> int:
    return sum(map(len, _LONG.findall(text)))


def _groups(letters: str) -> frozenset[str]:
    return frozenset(letters[at : at + _GROUP] for at in range(len(letters) - _GROUP + 1))
