"""What a question about study hours gives, and what comes of it on top of the question before (pure)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.calculators.hours import Rate
from assistant.calculators.studied import Studied
from assistant.exact.hour_figures import is_year


@dataclass(frozen=True, slots=True)
class HourAsk:
    """What a question about study hours gives."""

    years: tuple[Studied, ...] = ()
    carries: bool = False
    span: int = 1  # years over which the requirement is summed
    added: bool = False  # hours besides those said before
    missing: bool = False  # how many are missing is asked
    people: int = 1  # for whom the requirement is summed
    rate: Rate | None = None
    vague: bool = False  # a figure is told only against another, or as some share
    of_year: Studied | None = None  # a year and its hours in all, which say nothing unless another year is told
    instead: Decimal | None = None  # a bare figure that stands for the one told before (是58，还差几个)

    def __bool__(self) -> bool:
        several = self.span > 1 or self.people > 1
        return (
            bool(self.years or self.rate)
            or self.carries
            or several
            or self.missing
            or self.vague
            or self.instead is not None
            or self.of_year is not None
        )

    def over(self, earlier: "HourAsk") -> "HourAsk":
        """This ask on top of an earlier one: of one year, the kinds it does not give are taken over."""
        year = self.of_year or (self.years[0] if len(self.years) == 1 else None)
        if year is not None and ((among := self._besides(earlier, year)) or self.of_year):
            return among
        if len(self.years) == len(earlier.years) == 1:
            new, old = self.years[0], earlier.years[0]
            return HourAsk(((new.added_to(old) if self.added else new).over(old),), self.carries)
        if self.instead is not None and len(earlier.years) == 1 and len(earlier.years[0].parts) == 1:
            kind = next(iter(earlier.years[0].parts))
            return replace(earlier, years=(replace(earlier.years[0], parts={kind: self.instead}),))
        if self.people > 1 and not self.years:  # 四个人全是这个情况，合计差多少; 三年呢 … 六个人一共
            of_several = replace(self, span=earlier.span if self.span == 1 else self.span)
            return replace(earlier, people=self.people) if earlier.years else of_several
        if self.missing and earlier.years:  # 那一共还差几个: of what was said
            return earlier
        return self or earlier

    def _besides(self, earlier: "HourAsk", year: Studied) -> "HourAsk":
        """The hours of one more year besides those of other years told before (去年学了75 → 今年60个); else nothing."""
        labels = [each.label for each in earlier.years]
        another = bool(labels) and is_year(year.label) and all(map(is_year, labels)) and year.label not in labels
        return replace(earlier, years=(*earlier.years, year)) if another else HourAsk()
