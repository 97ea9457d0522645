"""What an optional language model may do: put into words what clauses say, and complete a follow-up question.

It decides nothing. What it says is checked sentence by sentence (assistant/phrased.py), and without it, or
when it fails, the answer is the same with the clauses quoted under a plain lead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Handle:
    """A quotation by its number in the answer: `text` is what stands under it there, `about` its headings."""

    n: int
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a model made of a follow-up (None: nothing), and the seconds that it was waited for."""

    text: str | None
    waited: float


class Generator(Protocol):
    """Words from a language model, none of them checked. A failure is an early end, never an exception."""

    @property
    def loading_seconds(self) -> float:
        """Seconds spent on imports so far."""
        ...

    def phrase(self, question: str, handles: Sequence[Handle], waited: float) -> Iterator[str]:
        """An answer from the quotations, piece by piece.

        Args:
            waited: seconds that the same asker has waited for the model already.
        """
        ...

    def rewrite(self, question: str, before: Sequence[str]) -> Rewriting:
        """A follow-up as a question that stands by itself."""
        ...

    def load(self) -> None:
        """Import what the first call would otherwise wait for."""
        ...
