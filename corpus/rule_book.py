"""All rules of a corpus, by kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from corpus.ids import ClauseId
from corpus.rules import (
    EligibilityRule,
    FactRule,
    FeeRule,
    HourRule,
    PayeeRule,
    PracticeRule,
    PublicityRule,
    RankingRule,
    Rule,
    SiteRule,
    TenureRule,
    TitleTable,
)


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
    practice: tuple[PracticeRule, ...] = ()
    ranking: tuple[RankingRule, ...] = ()

    def where(self, holds: Callable[[ClauseId], bool]) -> "RuleBook":
        """The rules whose clause holds for somebody: of their place, on their day."""
        kept = {kind: tuple(rule for rule in getattr(self, kind) if holds(rule.clause)) for kind in KINDS}
        return RuleBook(**kept)

    def __bool__(self) -> bool:
        return any(getattr(self, kind) for kind in KINDS)


KINDS: Mapping[str, type[Rule]] = {
    "fees": FeeRule,
    "payees": PayeeRule,
    "hours": HourRule,
    "eligibility": EligibilityRule,
    "titles": TitleTable,
    "sites": SiteRule,
    "facts": FactRule,
    "publicity": PublicityRule,
    "tenure": TenureRule,
    "practice": PracticeRule,
    "ranking": RankingRule,
}
