"""A question as the phrases and numbers it is made of (pure).

One scan over a small dictionary of our own: the phrases of vocabulary.yaml and the titles of the table,
the longest that fits; then the numbers in what is left. Every topic reads its slots from this.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.cues import following, part
from assistant.quantity import Quantity, normalised, quantities
from assistant.understand import asks
from corpus.vocabulary import Topic, Vocabulary


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at [start, end) that stands for a value of a slot."""

    start: int
    end: int
    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The normalised text with its phrases and quantities, both in order."""

    text: str
    phrases: tuple[Phrase, ...]
    quantities: tuple[Quantity, ...]

    def of(self, slot: str) -> list[Phrase]:
        """The phrases of one slot, in order."""
        return [phrase for phrase in self.phrases if phrase.slot == slot]

    def value(self, slot: str) -> str | None:
        """The last value given for a slot, or None."""
        found = self.of(slot)
        return found[-1].value if found else None

    def counted(self, *units: str) -> list[Quantity]:
        """The quantities that count one of these units."""
        return [quantity for quantity in self.quantities if quantity.unit in units]


class Reader:
    """Reads questions with one vocabulary; made once for a corpus."""

    def __init__(self, vocabulary: Vocabulary, more: Mapping[str, Iterable[str]] | None = None) -> None:
        """Take the vocabulary, and further slots whose phrases are their own values."""
        self._numbers = vocabulary.numbers
        self.topics = vocabulary.topics
        self._phrases: dict[str, list[tuple[str, str, str]]] = {}
        for slot, values in vocabulary.slots.items():
            for value, phrases in values.items():
                for phrase in phrases:
                    self._add(phrase, slot, value)
        for slot, names in (more or {}).items():
            for name in names:
                self._add(name, slot, name)
        for candidates in self._phrases.values():
            candidates.sort(key=lambda entry: -len(entry[0]))

    def _add(self, phrase: str, slot: str, value: str) -> None:
        self._phrases.setdefault(normalised(phrase)[0], []).append((normalised(phrase), slot, value))

    def read(self, text: str) -> Reading:
        """The phrases and quantities of a text."""
        plain = normalised(text)
        phrases = tuple(self._scan(plain))
        taken = [(phrase.start, phrase.end) for phrase in phrases]
        return Reading(plain, phrases, tuple(quantities(plain, self._numbers, taken)))

    def about(self, topic: str, reading: Reading) -> bool:
        """True when a question says what the topic's questions say, and nothing that shows another matter."""
        return topic in self.topics and is_meant(self.topics[topic], reading)

    def elsewhere(self, topic: str, reading: Reading) -> bool:
        """True when a question says what shows that it asks about another matter than the topic's."""
        return topic in self.topics and _is_elsewhere(self.topics[topic], reading)

    def goes_on(self, topic: str, reading: Reading) -> bool:
        """True when a stretch says any word of a topic, and none that shows another matter."""
        known = self.topics.get(topic)
        return known is not None and _says(reading, (*known.cues, *known.needs)) and not self.elsewhere(topic, reading)

    def cued(self, topic: str, reading: Reading) -> bool:
        """True when a stretch says one of the words by which a topic is asked about, and none of another matter."""
        known = self.topics.get(topic)
        return known is not None and _says_between(reading, known.cues) and not self.elsewhere(topic, reading)

    def _scan(self, text: str) -> Iterator[Phrase]:
        at = 0
        while at < len(text):
            for phrase, slot, value in self._phrases.get(text[at], ()):
                end = at + len(phrase)
                if text.startswith(phrase, at) and (not slot.endswith(_BEFORE_NUMBER) or _is_told(text, at, end)):
                    yield Phrase(at, end, slot.removesuffix(_BEFORE_NUMBER), value)
                    at = end
                    break
            else:
                at += 1


def stretch_around(text: str, start: int, end: int, spaces: bool = False) -> tuple[str, str]:
    """What stands before and behind [start, end) of a text, as far as the next comma or stop.

    Args:
        spaces: a space ends the stretch, too, as in what is typed without commas.
    """
    marks = _STOPS + " " if spaces else _STOPS
    since = max(text.rfind(mark, 0, start) for mark in marks) + 1
    to = min((at for mark in marks if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[since:start], text[end:to]


def segments(text: str) -> list[str]:
    """The stretches of a text between its commas and stops."""
    return [piece.strip() for piece in re.split(r"[,，。;；、!！?？ ]+", text) if piece.strip()]


_TINY = 6  # characters of a stretch that asks nothing without the one before it (给多少钱呀)
_LEANS = ("的", "的呢")  # 打不通，市局的呢: leans on no stretch before it
_OF_ANOTHER = "呢"  # … and asks of another what is asked before, as 最小的那个呢 does
_STOPS = "，,。；;？?！!\n"
_BEFORE_NUMBER = "_before_number"
_FIGURES = re.compile(r"\d+(\.\d+)?|[一二两三四五六七八九十俩仨]+(?=[个科门人名位元块])")
_NUMERALS = frozenset("0123456789-−零〇一二两三四五六七八九十百千万俩仨半廿")
_BETWEEN = frozenset("有是才只就修了学完已经课的上够刚好正整都也到满倒却能共听刷拿攒：: ")
_NONE = re.compile(r"[都也还]{0,2}没(学|修|上|听|刷|动|碰)(?![完够满全])")
_ADVERBS = re.compile("也|(?<![首成古])都|还(?=能|可以|要|得|有)")
_HOURS = ("学时", "学时的", "课时", "课时的")
# said of a kind of hours, without a number
ENOUGH = re.compile(r"[课都也早已经是]{0,4}(满了|够了|修满|学满|学够|达标了|[学修听上刷]完了)(?![吗没不])")


def is_meant(topic: Topic, reading: Reading) -> bool:
    """True when a question says what a topic's questions say, and nothing that shows another matter."""
    given = any(reading.of(slot) for slot in topic.slots)
    needed = given or not topic.needs or _says(reading, topic.needs)
    return _says_between(reading, topic.cues) and needed and not _is_elsewhere(topic, reading)


def _is_elsewhere(topic: Topic, reading: Reading) -> bool:
    if any(word in reading.text for word in topic.never):
        return True
    pieces = segments(reading.text)
    behind = [
        f"{before}，{piece}" if len(piece) <= _TINY and not piece.endswith(_LEANS) else piece
        for before, piece in zip(["", *pieces], pieces, strict=False)
    ]
    asking = [
        told
        for piece, told in zip(pieces, behind, strict=True)
        if asks(piece, 0) or _goes_on_asking(piece) or any(cue in piece for cue in topic.cues)
    ]
    wanting = [piece for piece in pieces if part("asks_for").search(piece) or piece.endswith(_OF_ANOTHER)]
    text = "，".join(asking or wanting) or reading.text
    text = following("time_left").sub("", text) if topic.time_left else text
    for phrase in topic.despite:
        text = text.replace(phrase, "")
    return _says(replace(reading, text=text), topic.unless)


def _goes_on_asking(piece: str) -> bool:
    """True for a stretch that asks of what stands before it in the same message (最多15条，那最少呢)."""
    return piece.startswith("那") and part("asks").search(piece) is not None


def _says(reading: Reading, words: Iterable[str]) -> bool:
    text = _searched(reading.text)
    return any(word in text for word in words)


def _says_between(reading: Reading, words: Iterable[str]) -> bool:
    """True where a word is said, be it with an adverb in it (能不能也报, 网站也给一个)."""
    text = _searched(reading.text)
    bare = _ADVERBS.sub("", text)
    texts = (text,) if bare == text else (text, bare)
    return any(word in said for word in words for said in texts)


@lru_cache(maxsize=256)
def _searched(text: str) -> str:
    """The text, and where it has figures the text with # for each behind it."""
    figured = _FIGURES.sub("#", text)
    return text if figured == text else f"{text}\n{figured}"


def _is_told(text: str, start: int, end: int) -> bool:
    """True for a kind of hours of which a number is told, that it is enough, or that there are none."""
    enough_or_none = ENOUGH.match(text, end) or _NONE.match(text, end)
    return _number_next(text, end) or enough_or_none is not None or text.endswith(_HOURS, 0, start)


def _number_next(text: str, at: int) -> bool:
    """True when a number follows, with at most a few words such as 才学了 between."""
    for character in text[at : at + 5]:
        if character in _NUMERALS:
            return True
        if character not in _BETWEEN:
            return False
    return False
