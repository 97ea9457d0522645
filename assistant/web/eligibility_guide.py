"""The eligibility guide: one question at a time, until the rules can say whether somebody may (pure).

What was said so far stands in the address, so that every step can be gone back to, kept and sent on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.calculators.eligibility import INTERNSHIP, NO, YES
from assistant.calculators.outcome import Outcome
from assistant.calculators.served import Served
from assistant.exact.eligibility import answer
from assistant.exact.eligibility_ask import EligibilityAsk
from assistant.messages import message, message_list, message_words
from assistant.web.figure_field import Field, years_field
from assistant.web.outcome_html import OutcomeHtml
from corpus.rules import EligibilityRule

PATH = "/guide"
NEITHER = "-"  # none of the choices; or: I do not know
_TOPIC, _CASE, _TARGET = "topic", "case", "target"
_TOPICS = ("recognition", "green-channel", "direct", "application", "series-change", "certificate", "equivalence")
# what makes a rule somebody's, in the order in which it is asked; a target only where several remain
_SLOTS = ("person", "origin", "degree", "card", "class", "certificate", _TARGET)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to a question: what is sent, what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was answered, and the address at which the question is asked again."""

    question: str
    answer: str
    again: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the page shows: the next question, or the verdict; before it, what was said."""

    told: tuple[Told, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()  # goes along with the next answer
    question: str = ""
    name: str = ""
    choices: tuple[Choice, ...] = ()
    field: Field | None = None
    found: Markup | None = None
    uncovered: bool = False  # the texts say nothing of this case


class _Walk:
    """Goes through the questions in order; stops at the first that has no answer yet."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        self._sent = sent
        self.told: list[Told] = []
        self.kept: list[tuple[str, str]] = []

    def choice(self, name: str, question: str, choices: Sequence[Choice]) -> str | Step:
        """What was chosen, or the step that asks for it."""
        said = next((choice for choice in choices if choice.value == self._sent.get(name)), None)
        if said is None:
            return Step(tuple(self.told), tuple(self.kept), question, name, tuple(choices))
        self._keep(name, said.value, question, said.label)
        return said.value

    def years(self, name: str, question: str) -> Field | Step:
        """How many years were given, or the step that asks for them."""
        field = years_field(name, question, self._sent)
        if field.number is None:
            return Step(tuple(self.told), tuple(self.kept), question, name, field=field)
        self._keep(name, field.typed, question, message("eligibility.years", n=field.typed))
        return field

    def _keep(self, name: str, value: str, question: str, shown: str) -> None:
        again = f"{PATH}?{urlencode(self.kept)}" if self.kept else PATH
        self.told.append(Told(question, shown, again))
        self.kept.append((name, value))


def guide(outcomes: OutcomeHtml, sent: Mapping[str, str]) -> Step:
    """The next question, or the verdict with its clause."""
    walk = _Walk(sent)
    rules = [rule for rule in outcomes.rules.eligibility if _CASE not in rule.when]
    there = {rule.topic for rule in rules}
    topics = [Choice(topic, message(f"guide.topic_{topic}")) for topic in _TOPICS if topic in there]
    topic = walk.choice(_TOPIC, message("guide.ask_topic"), topics)
    if isinstance(topic, Step):
        return topic
    facts = _facts(walk, [rule for rule in rules if rule.topic == topic])
    if isinstance(facts, Step):
        return facts
    fitting = [rule for rule in rules if rule.topic == topic and _fits(rule, facts)]
    if not fitting:
        return Step(tuple(walk.told), uncovered=True)
    rule = max(fitting, key=lambda each: len(each.when))
    served = _served(walk, rule) if rule.allowed else Served()
    if isinstance(served, Step):
        return served
    return _by_conditions(walk, rule, facts, served, outcomes)


def _facts(walk: _Walk, rules: Sequence[EligibilityRule]) -> dict[str, str] | Step:
    """What makes a rule somebody's, as far as the rules that remain differ in it."""
    facts: dict[str, str] = {}
    for slot in _SLOTS:
        values = _in_order(rule.when[slot] for rule in rules if slot in rule.when)
        if not values:
            continue
        if slot == _TARGET and len(values) == 1:
            facts[slot] = values[0]
            continue
        choices = [Choice(value, _label(value)) for value in values]
        if slot != _TARGET:
            choices.append(Choice(NEITHER, message("guide.neither")))
        said = walk.choice(slot, message(f"guide.ask_{slot}"), choices)
        if isinstance(said, Step):
            return said
        if said != NEITHER:
            facts[slot] = said
        rules = [rule for rule in rules if rule.when.get(slot, said) == said]
    return facts


def _served(walk: _Walk, rule: EligibilityRule) -> Served | Step:
    """The years of each kind that the rule asks for."""
    slots = [period.slot for period in rule.periods]
    years = {}
    for slot in slots:
        after = INTERNSHIP in slots and slot != INTERNSHIP
        said = walk.years(slot, message("guide.years_after" if after else f"guide.years_{slot}"))
        if isinstance(said, Step):
            return said
        years[slot] = said.number
    rest = next((number for slot, number in years.items() if slot != INTERNSHIP), None)
    if INTERNSHIP in slots:
        return Served(internship=years[INTERNSHIP], after=rest)
    return Served(total=rest)


def _by_conditions(
    walk: _Walk, rule: EligibilityRule, facts: dict[str, str], served: Served, outcomes: OutcomeHtml
) -> Step:
    """The conditions one by one, as long as the verdict still depends on them."""
    found = _verdict(rule, facts, served, outcomes)
    short = found is not None and found.calculation is not None and found.calculation.result is not None
    for condition in rule.conditions if rule.allowed and not short else ():
        if condition.assumed:
            continue
        choices = [Choice(YES, message("guide.yes")), Choice(NO, message("guide.no"))]
        choices.append(Choice(NEITHER, message("guide.unknown")))
        said = walk.choice(condition.slot, message("guide.ask_condition", condition=condition.says), choices)
        if isinstance(said, Step):
            return said
        if said != NEITHER:
            facts = {**facts, condition.slot: said}
        if said == NO:
            break
    found = _verdict(rule, facts, served, outcomes)
    if found is None:
        return Step(tuple(walk.told), uncovered=True)
    return Step(tuple(walk.told), found=outcomes.html(found))


def _verdict(rule: EligibilityRule, facts: Mapping[str, str], served: Served, outcomes: OutcomeHtml) -> Outcome | None:
    slots = dict.fromkeys(("work", "post", "stationed"), served)
    return answer(EligibilityAsk(rule.topic, facts, slots), outcomes.rules)


def _fits(rule: EligibilityRule, facts: Mapping[str, str]) -> bool:
    return all(facts.get(slot) == value for slot, value in rule.when.items())


def _in_order(values: Iterable[str]) -> list[str]:
    """Each value once, as people expect them one after another; what nobody has put in order comes last."""
    known = message_list("guide.order")
    return sorted(dict.fromkeys(values), key=lambda value: known.index(value) if value in known else len(known))


def _label(value: str) -> str:
    """What people read for a value of the rules; the value itself where it needs no explaining."""
    return message_words("guide_label").get(value, value)
