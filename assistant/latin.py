"""Questions in pinyin or English → the Chinese question that they most likely are, as well as can be (pure).

Pinyin is compared with how every question that we know of sounds, by the groups of three letters that both
have (Jaccard 1912); figures and denials must be the same, and a district that is named stays named. English is
read word by word with the glossary, where most of it is known and nothing is denied; figures keep their units.
Neither is understood: whoever asked is told in Chinese what was taken to be asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.cues import counted_units, part
from assistant.sound import syllable
from corpus.model import Corpus

_APOSTROPHE = str.maketrans("’", "'")
_LETTERS = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BETWEEN = re.compile(r"[^a-z0-9'-]+")
_GROUP = 3  # letters
_ALIKE = 0.4  # of the groups of two questions that sound the same
_FEWEST_WORDS = 2  # of English that must be known for a question to be more than a guess
_LONG = re.compile(r"[a-z'-]{4,}")  # words that mean something, mostly
_KNOWN = 0.5  # of the letters of such words
_DENIES = re.compile(r"bu|mei")  # 不, 没, and what sounds the same
_EITHER = re.compile(r"([a-z]{2,6}?)(?:bu|mei)\1")  # 是不是, 有没有: only asks
_AT_THE_END = re.compile(r"(?:bu|mei)$")  # 能评不
_NOT = re.compile(r" (?:not|no|never|none|nor|neither|without|cannot|non|[a-z]+n't) ")
_WORD_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = counted_units()
_COUNTED = re.compile(
    rf" (?P<number>[0-9]+|{'|'.join(_WORD_NUMBERS)})[ -]"
    rf"(?:{'|'.join(f'(?P<u{at}>{said})' for at, said in sorted(enumerate(_UNITS.values()), reverse=True))})(?= )"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A question that we know, how it sounds, and how often something is denied in it: surely, and by its sound."""

    question: str
    groups: frozenset[str]
    denied: int
    at_most: int


class Latin:
    """What questions in Latin letters may mean, by one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def in_chinese(self, text: str) -> str | None:
        """The Chinese question that a text in Latin letters most likely is; None where nothing comes near."""
        return self._sounding_like(text.lower()) or self._translated(text.lower())

    def _sounding_like(self, text: str) -> str | None:
        letters = "".join(_LETTERS.findall(text))
        groups, denied = _groups(letters), _denials(letters)
        near = (
            (len(groups & known.groups) / len(groups | known.groups), known.question)
            for known in self._sounds.get(_figures(text), ())
            if groups | known.groups and known.denied <= denied <= known.at_most
        )
        alike, question = max(near, default=(0.0, ""))
        if alike < _ALIKE:
            return None
        place = next((place for sound, place in self._places if sound in letters), "")
        return question if place in question else place + question

    def _translated(self, text: str) -> str | None:
        """The Chinese words for those of an English text, in the order of the glossary; long phrases first."""
        found: set[str] = set()
        asked = f" {_BETWEEN.sub(' ', text.translate(_APOSTROPHE))} "
        counted = [_in_chinese(one) for one in _COUNTED.finditer(asked)]
        left = _COUNTED.sub(" ", asked)
        for said, word in self._english:
            if f" {said} " in left:
                found.add(word)
                left = left.replace(f" {said} ", "  ")
        words = [word for word in self._corpus.english if word in found]
        years = _NUMBER.findall(left)
        guessed = len(words) + len(counted) < _FEWEST_WORDS or _letters(left) > (1 - _KNOWN) * _letters(asked)
        if guessed or _NOT.search(left) or _loses_figures(counted, years):
            return None
        behind = 0 if part("asks").search("".join(words[:1])) else 1  # what is counted comes behind the matter
        return "".join([*words[:behind], *counted, *words[behind:], *years])

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
    def _sounds(self) -> "dict[str, list[_Known]]":
        """The questions that we know with how they sound, by their figures."""
        found: dict[str, list[_Known]] = {}
        for question in self._questions():
            sound = "".join(map(syllable, question))
            denied = len(part("denied").findall(part("only_asked").sub("", question)))
            known = _Known(question, _groups(sound), denied, _denials("".join(_LETTERS.findall(sound.lower()))))
            found.setdefault(_figures(question), []).append(known)
        return found

    def _questions(self) -> Iterator[str]:
        for texts in (*self._corpus.questions.values(), *self._corpus.examples.values()):
            yield from texts


def _loses_figures(counted: Sequence[str], years: Sequence[str]) -> bool:
    """True where a figure would lose what it counts: two of one unit, or one that is no year without any."""
    units = [_NUMBER.sub("", one) for one in counted]
    return len(set(units)) < len(units) or not all(map(_YEAR.fullmatch, years))


def _figures(text: str) -> str:
    return "".join(_NUMBER.findall(text))


def _denials(letters: str) -> int:
    """How often something may be denied in a run of letters; 每 and 部 sound the same."""
    return len(_DENIES.findall(_AT_THE_END.sub("", _EITHER.sub(r"\1", letters))))


def _in_chinese(counted: re.Match[str]) -> str:
    """A figure and what it counts (three people: 3人)."""
    number = counted["number"]
    figure = number if number.isdigit() else str(_WORD_NUMBERS.index(number) + 1)
    unit = next(unit for at, unit in enumerate(_UNITS) if counted[f"u{at}"])
    return f"{figure}{unit}"


def _letters(text: str) -> int:
    return sum(map(len, _LONG.findall(text)))


def _groups(letters: str) -> frozenset[str]:
    return frozenset(letters[at : at + _GROUP] for at in range(len(letters) - _GROUP + 1))
