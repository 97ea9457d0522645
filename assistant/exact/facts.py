"""What somebody says of themselves: degree, place, card, conditions met or not (pure).

Words that deny, ask or doubt a thing, or say it of somebody else, do not tell it (assistant/exact/whose.py).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.calculators.eligibility import NO, YES
from assistant.exact.reading import Reading
from assistant.exact.whose import Told, told
from assistant.exact.years import YearsReader
from assistant.places import Places
from assistant.quantity import normalised
from corpus.vocabulary import Conditions

_ONE_ONLY = ("degree", "person")
_ANYBODY = "单位人员"  # who works for somebody may be anything else besides
_FIRST, _SECOND = "本科", "第二学士"
_IS_NOT = re.compile(r"(不是|并非|不属于|不算)[^，,。；;？?！!是有]{0,4}$")
_EXAMINED = "以考代评"  # of a certificate that is acknowledged everywhere
_PLACES = ("六市", "省内", "省外")  # where a certificate may come from
_SCHOOL = re.compile(
    r"[^，,。；;？?！!的]{0,8}?(人(?!社|力|才)|户口|户籍|籍|大学|学院|师范|职校|中专|毕业|读书|上学|念书|读的|念的|上的(大学|学))"
)
_ISSUED = re.compile(
    r"[^，,。；;？?！!来调转]{0,8}?(发|评|考|颁|核准|批|认定|定|拿|取得|办)(下来|到|过|出来)?(了|的)|的?[^，,。；;？?！!来调转到]{0,4}(职称|证)"
)
_ISSUED_HERE = re.compile(r"(威海|本市|我市|咱市)[^，,。；;？?！!来调转]{0,3}(评|发|考|拿|取得|认定)的?")
_SHORTEST_PLACE = 2  # characters
_ANYTHING = "…"
_GAP = r"[^,，。;；?？!！]{0,6}?"
# of two targets the one that is asked for, and not the one that is held
_HELD = re.compile(
    r"(现在|目前|已经?|早就|我|本人)(就)?(是|有|拿了|评了|评过|当)(个|的|了)?$|(跳过|越过|不评|不报|不先评|不用评|[不没别](用|先|再|必|要)*)$"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A phrase of a slot at [start, end) and its value."""

    start: int
    end: int
    value: str


_POSTED = re.compile("(民营|民企|私企|私营)[^。？?！!]{0,24}派(我们?|人)?(?P<to>到|去|往)?")
_HERE = re.compile("这|咱|你们|我市|本地")


class FactReader:
    """Reads facts with the phrases of one corpus; each slot by itself, from the left, what reaches furthest first."""

    def __init__(self, conditions: Conditions, places: Places | None = None) -> None:
        """Take the phrases, and our own places, whose names (南海新区) are no origin of anything."""
        self._places = places or Places(())
        self._slots = {
            slot: _by_first(
                [(phrase, value) for value, phrases in values.items() for phrase in phrases]
                + [(phrase, None) for phrase in conditions.ignore.get(slot, ())]
            )
            for slot, values in conditions.slots.items()
        }
        self._yes_or_no = {slot for slot, values in conditions.slots.items() if set(values) <= {YES, NO}}
        periods = {slot: tuple(map(normalised, words)) for slot, words in conditions.periods.items()}
        self.years = YearsReader(periods, {slot: [_pattern(word) for word in words] for slot, words in periods.items()})

    def facts(self, reading: Reading) -> dict[str, str]:
        """The last value said for each slot; none where two degrees or kinds of people are named: whose is whose?"""
        found = {}
        for slot in self._slots:
            said = self._all_said(slot, reading.text)
            telling = [each for each in said if each.value != _ANYBODY] or said
            if said and (slot not in _ONE_ONLY or len({each.value for each in telling}) < 2):
                found[slot] = telling[-1].value
        return found

    def values(self, slot: str, reading: Reading) -> frozenset[str]:
        """All the values told of a slot."""
        return frozenset(each.value for each in self._all_said(slot, reading.text))

    def _all_said(self, slot: str, text: str) -> list[_Said]:
        """What is told of a slot; of several targets those that somebody does not hold already."""
        said = self._origins(text) if slot == "origin" else self._said(slot, text)
        if slot == "target" and len(said) > 1:
            said = [each for each in said if not _HELD.search(text, 0, each.start)] or said
        if slot == "degree":  # 念了两个本科，第二学士学位: whoever has the second has the first
            said = [each for each in said if each.value == _SECOND] or said if _only_first(said) else said
        return said

    def _origins(self, text: str) -> list[_Said]:
        """Where a certificate comes from: no place of ours, no school; of two places the one that issued it."""
        if _ISSUED_HERE.search(text):
            return []
        ours = {at for start, end in self._places.stands(text) for at in range(start, end)}
        said = [each for each in self._said("origin", text) if each.start not in ours]
        if examined := [each for each in said if each.value == _EXAMINED]:
            return examined  # from wherever it was brought
        behind = {each: text[each.start + _SHORTEST_PLACE :] for each in said}
        said = [each for each in said if each.value not in _PLACES or not _SCHOOL.match(behind[each])]
        if all(each.value in _PLACES for each in said):
            said = [each for each in said if _ISSUED.match(behind[each])] or said
        return said

    def is_ours(self, text: str, at: int) -> bool:
        """True where the name of a place of ours stands at that place of a text."""
        return any(start == at for start, _ in self._places.stands(text))

    def named(self, text: str) -> frozenset[tuple[str, str]]:
        """All (slot, value) that a normalised text names, denied or not."""
        return frozenset((slot, each.value) for slot, phrases in self._slots.items() for each in _scan(text, phrases))

    def several(self, reading: Reading) -> bool:
        """True when a question names several degrees."""
        return len({said.value for said in self._all_said("degree", reading.text)}) > 1

    def _said(self, slot: str, text: str) -> list[_Said]:
        """What a text tells of a slot, in order; a denied yes is a no, and any other denied value is none."""
        found = []
        for each in _scan(text, self._slots.get(slot, {})):
            how = told(text, each.start, each.end, slot)
            if how is Told.DENIED and slot in self._yes_or_no:
                # 不是事业编 is a yes, and 没有学位只有毕业证 two that are a no
                flips = each.value == YES or _IS_NOT.search(text, 0, each.start) is None
                found.append(replace(each, value=NO if flips else YES))
            elif how is Told.SO:
                found.append(each)
        return found


def _only_first(said: Sequence[_Said]) -> bool:
    """True where a second degree is told beside nothing but the first."""
    return {each.value for each in said} == {_FIRST, _SECOND}


_Phrases = Mapping[str, list[tuple[re.Pattern[str], str | None]]]  # by first character; None: to be passed over


def _by_first(phrases: list[tuple[str, str | None]]) -> _Phrases:
    by_first: dict[str, list[tuple[re.Pattern[str], str | None]]] = {}
    for phrase, value in phrases:
        plain = normalised(phrase)
        by_first.setdefault(plain[0], []).append((_pattern(plain), value))
    return by_first


def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as it may stand in a text: … is anything short within the same stretch (私企…派我)."""
    return re.compile(_GAP.join(map(re.escape, phrase.split(_ANYTHING))))


def _scan(text: str, phrases: _Phrases) -> Iterator[_Said]:
    at = 0
    while at < len(text):
        fitting = [(m.end(), value) for phrase, value in phrases.get(text[at], ()) if (m := phrase.match(text, at))]
        if not fitting:
            at += 1
            continue
        end, value = max(fitting, key=lambda fit: fit[0])
        if value is not None:
            yield _Said(at, end, value)
        at = end


def posted_here(text: str, facts: FactReader) -> bool | None:
    """Whether a private firm posted somebody here (民企派我来) or elsewhere (派到北京); None where it posted nobody."""
    posted = _POSTED.search(text)
    if posted is None or posted["to"] is None:
        return None if posted is None else True
    return facts.is_ours(text, posted.end()) or _HERE.match(text, posted.end()) is not None
