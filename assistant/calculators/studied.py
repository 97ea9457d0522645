"""The hours of one year or person as they are told, and as numbers (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.calculators.outcome import plain
from assistant.messages import message
from corpus.rules import HourRule

ALL = ""  # stands for the whole where kinds are named
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Studied:
    """The hours of one year or person: by kind as far as known, and in all when only that is known."""

    label: str = ""
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    total: Decimal | None = None
    met: frozenset[str] = frozenset()  # kinds that are said to be enough, without a figure
    only: bool = False  # none of any other kind
    shares: Mapping[str, Decimal] = field(default_factory=dict)  # of what a kind requires (一半), in all with no kind
    lost: Mapping[str, Decimal] = field(default_factory=dict)  # by kind, hours that do not count after all
    offsets: Mapping[str, Decimal] = field(default_factory=dict)  # by kind, hours beyond what is required, or missing
    below: frozenset[str] = frozenset()  # kinds whose figure is not quite reached (in all: ALL)
    most: frozenset[str] = frozenset()  # kinds whose figure may be reached, and not passed


def as_numbers(rule: HourRule, year: Studied) -> Studied:
    """A kind that is said to be enough counts as what is required of it; one that is ruled out as none."""
    least = {part.kind: part.amount for part in rule.parts if part.kind in year.met}
    none = {part.kind: Decimal(0) for part in rule.parts if year.only}
    shares = {
        part.kind: (part.amount * year.shares[part.kind]).quantize(_HUNDREDTH)
        for part in rule.parts
        if part.kind in year.shares
    }
    told = {
        part.kind: max(Decimal(0), part.amount + year.offsets[part.kind])
        for part in rule.parts
        if part.kind in year.offsets
    }
    parts = {**none, **least, **shares, **year.parts, **told}
    parts |= {kind: max(Decimal(0), parts[kind] - lost) for kind, lost in year.lost.items()}
    total = (rule.total.amount * year.shares[ALL]).quantize(_HUNDREDTH) if ALL in year.shares else year.total
    return replace(year, parts=parts, total=total, met=frozenset(), only=False, shares={}, lost={}, offsets={})


def worked_out(rule: HourRule, year: Studied) -> list[str]:
    """How the hours of a year come about that were not told as a number: a share, or less what does not count."""
    required = {part.kind: part.amount for part in rule.parts} | {ALL: rule.total.amount}
    notes = [
        message(
            "hours.share",
            kind=kind or message("hours.all"),
            amount=plain(required[kind]),
            hours=plain((required[kind] * share).quantize(_HUNDREDTH)),
        )
        for kind, share in year.shares.items()
        if kind in required
    ]
    return notes + [
        message("hours.lost", kind=kind, hours=plain(had), lost=plain(lost), rest=plain(max(Decimal(0), had - lost)))
        for kind, lost in year.lost.items()
        if (had := year.parts.get(kind, required[kind])) is not None
    ]
