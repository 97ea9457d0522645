"""Web addresses of the texts, and the telephone of the system's support, with what they are for."""

from collections.abc import Sequence

from assistant.calculators.outcome import Outcome, Quoted
from assistant.messages import message
from corpus.rules import SiteRule


def sites(rules: Sequence[SiteRule]) -> Outcome:
    """The addresses and telephones of some rules, each with the words that hold it and say what it is for."""
    said = [
        message("site.phone", name=rule.name, phone=rule.phone)
        if rule.phone
        else message("site.url", name=rule.name, url=rule.url)
        for rule in rules
    ]
    basis = [Quoted(rule.clause, rule.words) for rule in rules]
    basis += [Quoted(rule.purpose.clause or rule.clause, rule.purpose.words) for rule in rules if rule.purpose]
    return Outcome(tuple(dict.fromkeys(said)), tuple(dict.fromkeys(basis)))
