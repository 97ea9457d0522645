"""What somebody says of themselves: degree, place, card, conditions met or not, years of what (pure)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.calculators.eligibility import Served
from assistant.exact.reading import Reading
from assistant.quantity import Quantity, normalised
from corpus.vocabulary import Conditions

_OVER = re.compile(r"(见习|实习)期?.{0,6}(期满|满了|过了|过$|结束)|见习期(满|已满|也满|也过|过|结束)|转正")
_JUST = re.compile(r"(刚|才)[^，,。；;]{0,4}(见习|实习|转正)|(见习|实习)[^，,。；;]{0,4}(刚|才)[^，,。；;]{0,2}满")
_AGAIN = re.compile(r"[再又后]")
_IDLE = re.compile(r"多?(没|未|不)(有)?(工作|上班|就业|毕业|干)|多?(待业|失业)")
_ADDED = re.compile(r"加起来|总共|一共|合计|累计")
_ONE_ONLY = ("degree",)
_DENIED = re.compile(r"(?<!是)(不是|并非|没有)[^，,。；;？?！!是]{0,4}$")  # 不是省里的惠才卡, and not 是不是惠才卡
_DENIABLE = ("degree", "target", "person", "card", "class", "origin")  # of other slots the denial is a value
_LONGEST_CAREER = 60  # years
_ANYTHING = "…"
_GAP = r"[^,，。;；?？!！]{0,6}?"
_NEAR = 5  # characters between a word such as 见习 and its number
_MONTHS = Decimal(12)


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
        self._periods = {slot: tuple(map(normalised, words)) for slot, words in conditions.periods.items()}
        self._clauses = {slot: [_pattern(word) for word in words] for slot, words in self._periods.items()}

    def facts(self, reading: Reading) -> dict[str, str]:
        """The last value said for each slot; none where two degrees are named: whose is whose is not sure."""
        found = {}
        for slot in self._slots:
            values = [value for _, value in self._said(slot, reading.text) if value is not None]
            if values and (slot not in _ONE_ONLY or len(set(values)) == 1):
                found[slot] = values[-1]
        return found

    def named(self, text: str) -> frozenset[tuple[str, str | None]]:
        """All (slot, value) that a normalised text names, denied or not; None for what only looks like a value."""
        return frozenset((slot, value) for slot, phrases in self._slots.items() for _, value in _scan(text, phrases))

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

    def served(self, reading: Reading) -> dict[str, Served]:
        """The years said, by what they are years of: work, post, stationed, or unbroken (the longest stretch)."""
        text = reading.text
        internship: Decimal | None = None
        over = _OVER.search(text) is not None
        after: Decimal | None = None
        below = False
        added: Decimal | None = None
        counted: dict[str, list[Decimal]] = {}
        for quantity in _joined(reading.quantities):
            years = _years(quantity)
            if years is None:
                continue
            if _IDLE.match(text, quantity.end):
                continue
            before = text[max(0, quantity.start - _NEAR) : quantity.start]
            mentioned = [
                word
                for word in self._periods.get("internship", ())
                if word in before or text.startswith(word, quantity.end)
            ]
            if mentioned:
                internship = years
                continue
            below = below or quantity.below
            trained = _last(text, self._periods.get("internship", ()), quantity.start)
            if trained is not None and _AGAIN.search(text[trained : quantity.start]):
                after = years
                continue
            if _ADDED.search(before):
                added = years
            else:
                counted.setdefault(self._slot(text, quantity), []).append(years)
        if internship is not None and after is None and not counted and _JUST.search(text):
            after = Decimal(0)  # 见习刚满一年: nothing since
        longest = {slot: Served(total=max(values), below=below) for slot, values in counted.items()}
        total = added if added is not None else max(counted.get("work", ()), default=None)
        return {
            **longest,
            "unbroken": longest.get("work", Served()),
            "work": Served(total, internship, over, after, below),
        }

    def _slot(self, text: str, quantity: Quantity) -> str:
        """What a number of years counts, by the words of its clause of the sentence."""
        start = max(text.rfind(mark, 0, quantity.start) for mark in ",，。;；?？!！") + 1
        ends = [at for mark in ",，。;；?？!！" if (at := text.find(mark, quantity.end)) >= 0]
        clause = text[start : min(ends, default=len(text))]
        for slot in ("stationed", "post", "other"):
            if any(word.search(clause) for word in self._clauses.get(slot, ())):
                return slot
        return "work"


def _joined(quantities: Sequence[Quantity]) -> list[Quantity]:
    """A number of months right behind a number of years is one stretch with it (一年零八个月)."""
    found: list[Quantity] = []
    for quantity in quantities:
        before = found[-1] if found else None
        if before and before.unit == "年" and quantity.unit == "个月" and 0 <= quantity.start - before.end <= 1:
            found[-1] = replace(before, end=quantity.end, value=before.value + quantity.value / _MONTHS)
        else:
            found.append(quantity)
    return found


def _years(quantity: Quantity) -> Decimal | None:
    if quantity.unit == "年" and 0 < quantity.value <= _LONGEST_CAREER:
        return quantity.value
    if quantity.unit == "个月" and quantity.value > 0:
        return quantity.value / _MONTHS
    return None


def _last(text: str, words: Sequence[str], end: int) -> int | None:
    """Where the last of the words before `end` ends, or None."""
    found = [at + len(word) for word in words if (at := text.rfind(word, 0, end)) >= 0]
    return max(found, default=None)


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
