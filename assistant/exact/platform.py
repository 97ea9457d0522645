"""Facts that people ask for in so many words: the lock, file types, accounts, how many there must be."""

from dataclasses import dataclass
from itertools import pairwise

from assistant.calculators.facts import counted, is_met, lasting, stated
from assistant.calculators.outcome import Outcome
from assistant.clock import Clock, clock_in
from assistant.cues import part
from assistant.exact.reading import Reading, is_meant
from corpus.rule_book import RuleBook
from corpus.rules import FactRule

TOPIC = "platform"
_LONGEST_BETWEEN = 8  # characters between two numbers of one list


@dataclass(frozen=True, slots=True)
class FactAsk:
    """The ids of the facts that a question asks for, how many of something there are, part by part, and since when."""

    ids: tuple[str, ...] = ()
    parts: tuple[int, ...] = ()
    besides: bool = False  # another condition than how many is asked about
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
    asked = [rule for rule in meant if rule.bound is None or _parts(reading, rule)]
    counts = {parts for rule in asked if (parts := _parts(reading, rule))}
    besides = any(word in reading.text for rule in asked for word in rule.besides)
    since = clock_in(reading.text) if part("time_asked").search(reading.text) else None
    return FactAsk(tuple(rule.id for rule in asked), counts.pop() if len(counts) == 1 else (), besides, since)


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
        stated=True,
    )


def _applied(rule: FactRule, ask: FactAsk) -> Outcome:
    """The fact, held against what the question gives for it."""
    if rule.bound is not None and ask.parts:
        outcome = counted(rule, rule.bound, ask.parts)
        return stated(rule) if ask.besides and is_met(rule.bound, sum(ask.parts)) else outcome
    if rule.minutes is not None and ask.since is not None:
        return lasting(rule, rule.minutes, ask.since)
    return stated(rule)


def _parts(reading: Reading, rule: FactRule) -> tuple[int, ...]:
    """The one number by which a question counts the rule's things, or several of a list that add up (三篇、两项)."""
    if rule.bound is None:
        return ()
    figure = rule.bound.least or rule.bound.most
    found = [
        quantity
        for quantity in reading.counted(*rule.bound.units)
        if (quantity.value != figure or not part("by_rule").search(reading.text, 0, quantity.start))
        and not part("each_one").search(reading.text, 0, quantity.start)  # 各算一条 counts nothing
    ]
    between = [reading.text[one.end : two.start] for one, two in pairwise(found)]
    whole = all(q.value == q.value.to_integral_value() and not q.above for q in found)
    if not whole or any(part("no_list").search(words) or len(words) > _LONGEST_BETWEEN for words in between):
        return ()
    values = [int(quantity.value) for quantity in found]
    marked = [int(q.value) for q in found if part("whole_number").search(reading.text, 0, q.start)]
    total = next((value for value in marked if len(values) > 2 and value * 2 == sum(values)), None)
    return (total,) if total else tuple(values)
