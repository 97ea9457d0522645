"""What somebody says of themselves: degree, place, card, conditions met or not, years of what (pure)."""

import re
from collections.abc import Iterator, Mapping

from assistant.exact.reading import Reading
from assistant.exact.years import YearsReader
from assistant.quantity import normalised
from corpus.vocabulary import Conditions

_ONE_ONLY = ("degree",)
_DENIED = re.compile(r"(?<!是)(不是|并非|没有)[^，,。；;？?！!是]{0,4}$")  # 不是省里的惠才卡, and not 是不是惠才卡
_DENIABLE = ("degree", "target", "person", "card", "class", "origin")  # of other slots the denial is a value
_ANYTHING = "…"
_GAP = r"[^,，。;；?？!！]{0,6}?"


class FactReader:
    """Reads facts with the phrases of one corpus; each slot by itself, from the left, the longest first."""

    def __init__(self, conditions: Conditions) -> None:
        self._slots = {
            slot: _longest_first(
                [(phrase, value) for value, phrases in values.items() for phrase in phrases]
                + [(phrase, None) for phrase in conditions.ignore.get(slot, ())]
            )
            for slot, values in conditions.slots.items()
        }
        periods = {slot: tuple(map(normalised, words)) for slot, words in conditions.periods.items()}
        self.years = YearsReader(periods, {slot: [_pattern(word) for word in words] for slot, words in periods.items()})

    def facts(self, reading: Reading) -> dict[str, str]:
        """The last value said for each slot; none where two degrees are named: whose is whose is not sure."""
        found = {}
        for slot in self._slots:
            values = [value for _, value in self._said(slot, reading.text) if value is not None]
            if values and (slot not in _ONE_ONLY or len(set(values)) == 1):
                found[slot] = values[-1]
        return found

    def _said(self, slot: str, text: str) -> Iterator[tuple[int, str | None]]:
        """Where a slot's phrases stand in a text, each with its value, less what is denied."""
        for start, value in _scan(text, self._slots[slot]):
            if slot not in _DENIABLE or _DENIED.search(text, 0, start) is None:
                yield start, value

    def several(self, reading: Reading) -> bool:
        """True when a question names several values of a slot of which somebody has one."""
        return any(
            len({value for _, value in self._said(slot, reading.text) if value is not None}) > 1
            for slot in _ONE_ONLY
            if slot in self._slots
        )


def _longest_first(phrases: list[tuple[str, str | None]]) -> Mapping[str, list[tuple[re.Pattern[str], str | None]]]:
    by_first: dict[str, list[tuple[re.Pattern[str], str | None]]] = {}
    for phrase, value in sorted(phrases, key=lambda entry: -len(entry[0])):
        plain = normalised(phrase)
        by_first.setdefault(plain[0], []).append((_pattern(plain), value))
    return by_first


def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as it may stand in a text: … is anything short within the same stretch (私企…派我)."""
    return re.compile(_GAP.join(map(re.escape, phrase.split(_ANYTHING))))


def _scan(
    text: str, phrases: Mapping[str, list[tuple[re.Pattern[str], str | None]]]
) -> Iterator[tuple[int, str | None]]:
    at = 0
    while at < len(text):
        for phrase, value in phrases.get(text[at], ()):
            if found := phrase.match(text, at):
                yield at, value
                at = found.end()
                break
        else:
            at += 1
