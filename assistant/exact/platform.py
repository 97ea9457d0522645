"""Facts that people ask for in so many words: the lock, file types, accounts, how many there must be."""

from dataclasses import dataclass

from assistant.calculators.facts import counted, lasting, stated
from assistant.calculators.outcome import Outcome
from assistant.clock import Clock, clock_in
from assistant.cues import part
from assistant.exact.reading import Reading, is_meant
from corpus.rule_book import RuleBook
from corpus.rules import FactRule

TOPIC = "platform"


@dataclass(frozen=True, slots=True)
class FactAsk:
    """The ids of the facts that a question asks for, how many of something there are, and since when."""

    ids: tuple[str, ...] = ()
    count: int | None = None
    since: Clock | None = None

    def __bool__(self) -> bool:
        return bool(self.ids)

    def over(self, earlier: "FactAsk") -> "FactAsk":
        """This ask on top of an earlier one: another fact, or the same."""
        return self or earlier


def read(reading: Reading, book: RuleBook) -> FactAsk:
    """Which facts a question asks for, and what it gives for them."""
    meant = [rule for rule in book.facts if is_meant(rule.asked, reading)]
    # how many there must be is searched for, and only held against a number that is given
    asked = [rule for rule in meant if rule.bound is None or _count(reading, rule) is not None]
    counts = {count for rule in asked if (count := _count(reading, rule)) is not None}
    since = clock_in(reading.text) if part("time_asked").search(reading.text) else None
    return FactAsk(tuple(rule.id for rule in asked), counts.pop() if len(counts) == 1 else None, since)


def goes_on(reading: Reading) -> bool:
    """True for a stretch that, after such a question, only asks what comes of it (得砍几条, 几点能再登)."""
    return part("fact_goes_on").search(reading.text) is not None


def answer(ask: FactAsk, book: RuleBook) -> Outcome | None:
    """The facts as their rules put them; None when none of them holds for this asker."""
    rules = [rule for rule in book.facts if rule.id in ask.ids]
    if not rules:
        return None
    if len(rules) == 1:
        return _applied(rules[0], ask)
    outcomes = [stated(rule) for rule in rules]
    return Outcome(
        tuple(sentence for each in outcomes for sentence in each.said),
        tuple(quoted for each in outcomes for quoted in each.basis),
    )


def _applied(rule: FactRule, ask: FactAsk) -> Outcome:
    """The fact, held against what the question gives for it."""
    if rule.bound is not None and ask.count is not None:
        return counted(rule, rule.bound, ask.count)
    if rule.minutes is not None and ask.since is not None:
        return lasting(rule, rule.minutes, ask.since)
    return stated(rule)


def _count(reading: Reading, rule: FactRule) -> int | None:
    """The one number that a question counts the rule's things by."""
    if rule.bound is None:
        return None
    found = [quantity.value for quantity in reading.counted(*rule.bound.units)]
    return int(found[0]) if len(found) == 1 and found[0] == found[0].to_integral_value() else None
