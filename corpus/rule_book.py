"""All rules of a corpus, by kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from corpus.ids import ClauseId
from corpus.rules import (
    EligibilityRule,
    FactRule,
    FeeRule,
    HourRule,
    PayeeRule,
    PublicityRule,
    RankingRule,
    Rule,
    SiteRule,
    TenureRule,
    TitleTable,
)

AnyRule = TypeVar("AnyRule", bound=Rule)


@dataclass(frozen=True)
class RuleBook:
    """The rules of a corpus by kind; empty for a corpus that has none."""

    fees: tuple[FeeRule, ...] = ()
    payees: tuple[PayeeRule, ...] = ()
    hours: tuple[HourRule, ...] = ()
    eligibility: tuple[EligibilityRule, ...] = ()
    titles: tuple[TitleTable, ...] = ()
    sites: tuple[SiteRule, ...] = ()
    facts: tuple[FactRule, ...] = ()
    publicity: tuple[PublicityRule, ...] = ()
    tenure: tuple[TenureRule, ...] = ()
    ranking: tuple[RankingRule, ...] = ()

    def where(self, holds: Callable[[ClauseId], bool]) -> "RuleBook":
        """The rules whose clause holds for somebody: of their place, on their day."""

        def kept(rules: tuple[AnyRule, ...]) -> tuple[AnyRule, ...]:
            return tuple(rule for rule in rules if holds(rule.clause))

        return RuleBook(
            kept(self.fees),
            kept(self.payees),
            kept(self.hours),
            kept(self.eligibility),
            kept(self.titles),
            kept(self.sites),
            kept(self.facts),
            publicity=kept(self.publicity),
            tenure=kept(self.tenure),
            ranking=kept(self.ranking),
        )

    def __bool__(self) -> bool:
        dated = (self.publicity, self.tenure, self.ranking)
        return any((self.fees, self.hours, self.eligibility, self.titles, self.sites, self.facts, *dated))
