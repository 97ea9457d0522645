"""Is an answer right? Compared with the gold of its case, word by word; no model judges anything."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from assistant.model import AnswerStatus
from eval.case import Case, Gold
from eval.record import Record

_MARKS = re.compile(r"\[\d+\]|[*|`>\s]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with an answer; right when nothing is."""

    status_wrong: bool = False
    missing: tuple[tuple[str, ...], ...] = ()  # facts of which no alternative is said
    forbidden: tuple[str, ...] = ()  # facts said that must not be
    result_wrong: bool = False

    @property
    def right(self) -> bool:
        """True when the status fits, every fact is there, none that must not be, and the result is exact."""
        return not (self.status_wrong or self.missing or self.forbidden or self.result_wrong)


def judged(case: Gold, record: Record) -> Judgement:
    """An answer beside its gold.

    A case whose right answer may also be a refusal or a question back asks no facts of those.
    """
    said = plain(record.text)
    forbidden = tuple(fact for fact in case.not_facts if holds(said, fact))
    if record.status not in case.status:
        return Judgement(status_wrong=True, forbidden=forbidden)
    if record.refused or (record.status is AnswerStatus.NEEDS_DETAIL and len(case.status) > 1):
        return Judgement(forbidden=forbidden)
    return Judgement(
        missing=_missing(case, record.text),
        forbidden=forbidden,
        result_wrong=case.result is not None and not says_result(case, record),
    )


def _missing(case: Gold, text: str) -> tuple[tuple[str, ...], ...]:
    """The facts of a case of which a text holds no alternative."""
    said = plain(text)
    return tuple(fact for fact in case.facts if not any(holds(said, alternative) for alternative in fact))


def holds(said: str, fact: str) -> bool:
    """True when plain words hold a fact; a figure counts only where it is not the end of a longer one."""
    wanted = plain(fact)
    if not wanted[:1].isdigit():
        return wanted in said
    return re.search(rf"(?<![\d.]){re.escape(wanted)}", said) is not None


def says_result(case: Gold, record: Record) -> bool:
    """True when the answer computes the case's result, or, having computed nothing, states it with its unit."""
    if case.result is None:
        return True
    if record.result is not None:
        return same_value(case.result, record.result) and same_unit(case.unit or "", record.unit or "")
    return holds(plain(record.text), f"{case.result}{case.unit}")


def same_unit(one: str, other: str) -> bool:
    """False for years against months; other units that differ are other names of one (个学时, 学时)."""
    return ("月" in one) == ("月" in other)


def same_value(one: str, other: str) -> bool:
    """True for values that are equal as numbers, or as texts where they are none."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return plain(one) == plain(other)


def plain(text: str) -> str:
    """A text without white space, Markdown marks, citation marks and differences of width or case."""
    bare = text
    # taking a space away can bring two characters together that are one; folding can make others
    while (folded := _MARKS.sub("", unicodedata.normalize("NFKC", bare).casefold())) != bare:
        bare = folded
    return bare


def collapsed(ranking: Sequence[str], case: Case) -> tuple[list[str], frozenset[str]]:
    """A ranking and its relevant ids with the alternatives of every entry of evidence taken as one.

    Whichever alternative is found first stands for the entry; the others drop out of the ranking, for
    finding a second clause that says the same is neither a gain nor a loss.
    """
    entry_of: dict[str, str] = {}
    for number, entry in enumerate(case.evidence):
        for clause in entry:
            entry_of.setdefault(clause, f"evidence-{number}")
    return list(dict.fromkeys(entry_of.get(place, place) for place in ranking)), frozenset(entry_of.values())
