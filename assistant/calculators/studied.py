"""The hours of one year or person as they are told, and as numbers (pure)."""

from collections.abc import Container, Mapping
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
    above: frozenset[str] = frozenset()  # kinds whose figure is passed, by how much is not told

    def inexact(self, kind: str, needed: Decimal, had: Decimal) -> bool:
        """True for a figure that is not told exactly, where that matters: 30多 of 30 is enough."""
        return kind in self.below | self.most or (kind in self.above and had < needed)

    def added_to(self, earlier: "Studied") -> "Studied":
        """This year with its hours on top of those told earlier, by the number or by what was missing."""
        nothing = Decimal(0)
        missing = {kind: earlier.offsets[kind] + more for kind, more in self.parts.items() if kind in earlier.offsets}
        parts = {kind: earlier.parts.get(kind, nothing) + more for kind, more in self.parts.items()}
        return replace(self, parts={kind: parts[kind] for kind in parts if kind not in missing}, offsets=missing)

    def over(self, earlier: "Studied") -> "Studied":
        """This year on top of what was told of it earlier: the kinds that it does not tell are taken over."""
        told = {*self.parts, *self.shares, *self.lost, *self.offsets, *(() if self.total is None else (ALL,))}
        kept = None if self.parts else earlier.total
        return Studied(
            self.label or earlier.label,
            {**earlier.parts, **self.parts},
            self.total if self.total is not None else kept,
            met=(earlier.met - told) | self.met,
            shares={**_without(earlier.shares, told), **self.shares},
            lost={**earlier.lost, **self.lost},
            offsets={**_without(earlier.offsets, told), **self.offsets},
            below=(earlier.below - told) | self.below,
            most=(earlier.most - told) | self.most,
            above=(earlier.above - told) | self.above,
        )


def _without(hours: Mapping[str, Decimal], kinds: Container[str]) -> dict[str, Decimal]:
    return {kind: each for kind, each in hours.items() if kind not in kinds}


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
