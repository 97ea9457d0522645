"""Years of work as somebody told them (pure)."""

from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Served:
    """Years of work as somebody told them; None where nothing was said.

    `total` is all of it, `after` what came after the internship, `below` says that the full number was
    denied (不满三年), `above` that it was passed (三年多); `unclear`, that lengths were told which may or may not
    add up: the years are asked for.
    """

    total: Decimal | None = None
    internship: Decimal | None = None
    internship_over: bool = False
    after: Decimal | None = None
    below: bool = False
    unclear: bool = False
    above: bool = False

    def __bool__(self) -> bool:
        return self.internship_over or any(years is not None for years in (self.total, self.internship, self.after))

    @property
    def only_trained(self) -> bool:
        """True where no more is told than that the internship is over: how long it takes after that is asked."""
        return self.total is None and self.after is None and (self.internship is None or self.internship >= 1)

    def less(self, off: Decimal) -> "Served":
        """These years without some that were broken off; unclear where no more than those were told."""
        if self.total is None:
            return self
        return replace(self, total=self.total - off) if self.total > off else replace(self, unclear=True)

    def longer(self, earlier: "Served | None") -> "Served":
        """These years on top of others told before."""
        if earlier is None or earlier.total is None or self.total is None:
            return self
        return replace(self, total=self.total + earlier.total)
