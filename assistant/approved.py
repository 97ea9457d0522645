"""Answers that an officer has approved, and where they are kept: all that the pipeline knows of them."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from corpus.model import Clause


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that an approved answer rests on; without a hash, the clause around them may read as it likes."""

    clause_id: str
    quote: str
    clause_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved for a question."""

    id: str
    text: str
    quotes: tuple[Quote, ...]


class ApprovedAnswers(Protocol):
    """Where approved answers are kept; called from many threads."""

    def find(self, question: str, /) -> Approved | None:
        """The answer approved for exactly that question, or for an accepted wording of it.

        Raises:
            AssistantError: it cannot be looked up.
        """


def sha256_of(clause: Clause) -> str:
    """The hash of a clause's text."""
    return hashlib.sha256(clause.text.encode("utf-8")).hexdigest()
