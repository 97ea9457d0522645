"""Whether two sentences that read alike differ in a word that decides (pure).

没有英才卡 and 有英才卡, 硕士 and 博士, 全称 and 简称 lie as near each other in meaning as two wordings of one question,
and what is said of the one is wrong of the other.
"""

import re
from decimal import Decimal
from difflib import SequenceMatcher

from assistant.cues import contrasts, verdict_cue
from assistant.exact.facts import FactReader
from assistant.quantity import normalised, quantities

Named = frozenset[tuple[str, str]]


class Contrasts:
    """Compares sentences by negations, figures, the pairs in cues.zh.toml, and what the conditions of a corpus name."""

    def __init__(self, facts: FactReader) -> None:
        self._facts = facts

    def named(self, text: str) -> Named:
        """Every value that a text names for the slots of the conditions."""
        return self._facts.named(normalised(text))

    def differ(self, one: str, other: str) -> bool:
        """True when two questions differ in a word that decides."""
        return (
            _negated_otherwise(_plain(one), _plain(other))
            or _figures(one) != _figures(other)
            or _opposed(one, other)
            or self.named(one) != self.named(other)
        )

    def holds_for(self, stretch: str, question: str) -> bool:
        """True when words of a text speak of the case that a question asks of, and deny what it denies."""
        denied = _negations(_plain(question), 1)
        return all(found in stretch for found in denied) and self.same_case(stretch, question)

    def same_case(self, stretch: str, question: str) -> bool:
        """True when words of a text speak of the case that a question asks of.

        Of each matter of which both name values they must name one in common; and words about some people, or
        some degree, are for those.
        """
        if _opposed(question, stretch):
            return False
        asked, said = self.named(question), self.named(stretch)
        for slot in {slot for slot, _ in said}:
            ours = {value for name, value in asked if name == slot}
            theirs = {value for name, value in said if name == slot}
            if (ours or slot in _FOR_SOME) and not ours & theirs:
                return False
        return True


_FOR_SOME = ("person", "degree", "class", "card")  # words that name one of these hold for nobody else


def _plain(question: str) -> str:
    """A question without the words that only make it one: 能不能, 行不行, 吗; and 不 and 没 at its end."""
    return verdict_cue("no_negation").sub("", normalised(question))


def _negations(text: str, after: int) -> list[str]:
    """The negations of a text, each with some of the characters that it denies."""
    return [text[found.start() : found.end() + after] for found in verdict_cue("negation").finditer(text)]


def _negated_otherwise(one: str, other: str) -> bool:
    """True when two texts deny other things, and a stretch in which they differ holds more negations in one of them."""
    ours, theirs = (sorted(found[-1] for found in _negations(text, 1)) for text in (one, other))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return ours != theirs and any(
        len(_negations(one[a:b], 0)) != len(_negations(other[c:d], 0)) for _, a, b, c, d in matcher.get_opcodes()
    )


def _opposed(one: str, other: str) -> bool:
    """True when two texts name other values of a contrast, or these in another order, or but one of them a mark."""
    for contrast in contrasts():
        ours, theirs = _values(one, contrast.values), _values(other, contrast.values)
        if ours != theirs and (contrast.marks or (ours and theirs)):
            return True
    return False


def _values(text: str, values: tuple[tuple[str, re.Pattern[str]], ...]) -> list[str]:
    """The values of a contrast that a text names, each once, in the order in which they come first."""
    found = [(match.start(), name) for name, cue in values if (match := cue.search(text))]
    return [name for _, name in sorted(found)]


def _figures(text: str) -> set[Decimal]:
    """The numbers of a text but for one, which mostly is an article (打错一个字)."""
    return {quantity.value for quantity in quantities(normalised(text), {}, ())} - {Decimal(1)}
