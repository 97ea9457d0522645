"""Near-duplicates: an evaluation case must not be a question that the assistant was taught or tuned on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.judge import plain

LIMIT = 0.7  # of the character bigrams of both questions together (Jaccard 1912)
_SHORT = 6  # below so many characters only the very same question counts


@dataclass(frozen=True, slots=True)
class Near:
    """A case's question and the known question that it is too like."""

    id: str
    question: str
    known: str
    likeness: float


def near_duplicates(questions: Sequence[tuple[str, str]], known: Iterable[str]) -> list[Near]:
    """The (id, question) pairs that are too like one of the known questions, each with the likest."""
    shelves = [(text, plain(text), _bigrams(text)) for text in known]
    found = []
    for identity, question in questions:
        bare, pairs = plain(question), _bigrams(question)
        best = max(
            ((_likeness(bare, pairs, other, others), text) for text, other, others in shelves), default=(0.0, "")
        )
        if best[0] >= LIMIT:
            found.append(Near(identity, question, best[1], best[0]))
    return found


def _likeness(one: str, ones: frozenset[str], other: str, others: frozenset[str]) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORT or not ones or not others:
        return 0.0
    return len(ones & others) / len(ones | others)


def _bigrams(text: str) -> frozenset[str]:
    bare = "".join(character for character in plain(text) if character.isalnum())
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
