"""A fact that a rule states, held against what somebody has: how many, or since when."""

from collections.abc import Sequence

from assistant.calculators.outcome import Outcome, Quoted, receipt
from assistant.clock import Clock
from assistant.messages import message
from corpus.rules import Bound, FactRule


def stated(rule: FactRule) -> Outcome:
    """What the rule says."""
    return Outcome((rule.says,), (Quoted(rule.clause, rule.words),), stated=True)


def is_met(bound: Bound, count: int) -> bool:
    """True when so many are enough, and not too many."""
    return (bound.least or 0) <= count and (bound.most is None or count <= bound.most)


def counted(rule: FactRule, bound: Bound, parts: Sequence[int]) -> Outcome:
    """Whether so many, all parts together, are enough, or not too many, and by how many they are short or over."""
    count = sum(parts)
    figure = bound.least or bound.most or 0
    off = max(0, figure - count if bound.least else count - figure)
    kind = "least" if bound.least else "most"
    names = {"count": count, "figure": figure, "off": off, "unit": bound.unit}
    added = message("fact.sum", parts=" + ".join(map(str, parts)), sum=count, unit=bound.unit)
    steps = [added] if len(parts) > 1 else []
    steps += [message(f"fact.{kind}_step", **names)] if off else []
    said = message(f"fact.{kind}_{'off' if off else 'met'}", **names)
    calculation = receipt(
        [rule], {message("fact.count"): f"{count}{bound.unit}"}, steps or [said], str(off), bound.unit
    )
    return Outcome((said, *steps, rule.says), (Quoted(rule.clause, rule.words),), calculation)


def lasting(rule: FactRule, minutes: int, since: Clock) -> Outcome:
    """When it is over that began at a time of day."""
    then = since.after(minutes).spelled()
    step = message("fact.then_step", since=since.spelled(), minutes=minutes, then=then)
    calculation = receipt([rule], {message("fact.since"): since.spelled()}, [step], then, "")
    said = message("fact.then", then=then)
    return Outcome((said, step, rule.says), (Quoted(rule.clause, rule.words),), calculation)
