"""What the desk knows of one kind of question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.calculators.outcome import Outcome
from assistant.exact.reading import Reading
from corpus.rule_book import RuleBook


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of question: whether there are rules for it, whether it is asked, what it gives, the answer."""

    name: str
    known: Callable[[RuleBook], bool]
    asked: Callable[[Reading], bool]
    read: Callable[[Reading], Any]
    answer: Callable[[Any, RuleBook, str | None], Outcome | None]  # the asker's district stands last
    goes_on: Callable[[Reading], bool] = lambda _: False  # a stretch after such a question that asks nothing new
    named: Callable[[Reading], bool] = lambda _: False  # asked with nothing to reckon with: the next turns may tell it
    same: Callable[[Reading], bool] = lambda _: False  # … that changes only what makes no difference to it
