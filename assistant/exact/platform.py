"""Facts of the platform that people ask for in so many words: the lock, file types, accounts."""

from dataclasses import dataclass

from assistant.calculators.outcome import Outcome, Quoted
from assistant.exact.reading import Reading, is_meant
from corpus.rules import RuleBook

TOPIC = "platform"


@dataclass(frozen=True, slots=True)
class FactAsk:
    """The ids of the facts that a question asks for."""

    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids)

    def over(self, earlier: "FactAsk") -> "FactAsk":
        """This ask on top of an earlier one: another fact, or the same."""
        return self or earlier


def read(reading: Reading, book: RuleBook) -> FactAsk:
    """Which facts a question asks for."""
    return FactAsk(tuple(rule.id for rule in book.facts if is_meant(rule.asked, reading)))


def answer(ask: FactAsk, book: RuleBook) -> Outcome | None:
    """The facts as their rules put them; None when none of them holds for this asker."""
    rules = [rule for rule in book.facts if rule.id in ask.ids]
    if not rules:
        return None
    return Outcome(tuple(rule.says for rule in rules), tuple(Quoted(rule.clause, rule.words) for rule in rules))
