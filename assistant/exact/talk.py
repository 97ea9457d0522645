"""What the turns of a conversation leave behind for the next one, and an ask on top of another (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.exact import practice, titles
from assistant.exact.eligibility_ask import EligibilityAsk
from assistant.exact.fee_ask import FeeAsk
from assistant.exact.hour_ask import HourAsk


@dataclass
class Talk:
    """What the turns so far have left behind."""

    given: dict[str, Any] = field(default_factory=dict)  # what the last of them asked, by topic
    latest: dict[str, Any] = field(default_factory=dict)  # of every topic, the last time it was asked about
    told: frozenset[str] = frozenset()  # the topics of which the last one told something, and asked nothing
    story: list[str] = field(default_factory=list)  # the turns right before that ask nothing: a message in pieces


def over(now: Mapping[str, Any], earlier: Mapping[str, Any], name: str, another: bool) -> object:
    """An ask on top of an earlier one; of somebody else only what was asked holds."""
    ask = now[name]
    if another and isinstance(ask, (practice.PracticeAsk, HourAsk)):
        return ask
    return (replace(ask, swapped=another) if isinstance(ask, EligibilityAsk) else ask).over(earlier[name])


def points_back(ask: object) -> bool:
    """True for an ask that cannot be told without the one before it (同级的律师叫啥, 再学8个公需够了吗)."""
    if isinstance(ask, HourAsk):
        return ask.added and bool(ask.years)
    if isinstance(ask, FeeAsk):
        return ask.pair or (ask.added and ask.all_told)
    return isinstance(ask, titles.TitleAsk) and ask.same and not ask.levels


def of_others(ask: object, earlier: object) -> bool:
    """True where whom the earlier ask was about is not whom this one is about (公务员能评吗 … 那工勤岗呢)."""
    if not (isinstance(ask, EligibilityAsk) and isinstance(earlier, EligibilityAsk)):
        return False
    return "person" in earlier.facts and "person" not in ask.facts
