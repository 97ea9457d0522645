"""Whether a model's rewriting of a follow-up question may be searched for (pure)."""

from collections.abc import Sequence
from itertools import pairwise

from assistant.phrasing.generate import Generator
from assistant.phrasing.telling import telling
from assistant.quantity import normalised
from assistant.understand import Understanding, without_interrogatives

LONGEST = 200
_SHARED = 0.6  # of the bigrams of the rewriting that must stand in the conversation
_KEPT = 0.5  # of the bigrams of the follow-up that must stand in the rewriting
_JOINS = "的了是为在和与或对于关"


def rewriting(read: Understanding, generator: Generator | None, names: Sequence[str] = ()) -> tuple[str | None, float]:
    """A follow-up that we could only glue to its question, as a model put them together; the seconds waited for it."""
    if generator is None or not read.joined:
        return None, 0.0
    found = generator.rewrite(read.text, read.before)
    return searchable(found.text, read.text, read.before, names), found.waited


def searchable(rewritten: str | None, text: str, before: Sequence[str], names: Sequence[str] = ()) -> str | None:
    """The rewriting, when it only puts together what was said; None when ours is to be kept.

    It has one line and no character that nobody wrote, save those of questions. No figure, name or denial of
    it is new, and none of the follow-up is lost. It shares most of its words with the conversation, and has
    most of those of the follow-up.
    """
    if not rewritten or len(rewritten) > LONGEST or len(rewritten.splitlines()) != 1:
        return None
    ours, last, said = normalised(rewritten), normalised(text), normalised("\n".join((*before, text)))
    if not {c for c in without_interrogatives(ours) if c.isalnum() or not c.isprintable()} <= set(said) | set(_JOINS):
        return None
    of_ours, of_last, of_said = (
        {(word.kind, word.value) for word in telling(each, names)} for each in (ours, last, said)
    )
    if not (of_last <= of_ours <= of_said):
        return None
    bigrams, heard, asked = _bigrams(ours), _bigrams(said), _bigrams(last)
    shares = bool(bigrams) and len(bigrams & heard) >= _SHARED * len(bigrams)
    return rewritten.strip() if shares and len(bigrams & asked) >= _KEPT * len(asked) else None


def _bigrams(plain: str) -> set[str]:
    words = without_interrogatives(plain).split()
    return {a + b for word in words for a, b in pairwise(word) if a.isalnum() and b.isalnum()}
