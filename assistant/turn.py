"""What the steps of the pipeline hand on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.calculators.outcome import Outcome
from assistant.conversation import Conversation
from assistant.model import Citation, Question
from assistant.shown import Part
from assistant.understand import Understanding

if TYPE_CHECKING:
    from index.examples import Company
    from index.model import Hit


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes into the pipeline."""

    question: Question
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One of the questions asked: what rules say to it, or what was found and how sure we are of the best."""

    query: str
    outcomes: tuple[Outcome, ...] = ()
    besides: bool = False  # a stretch beside what rules answer, which may only look like a question
    hits: "tuple[Hit, ...]" = ()
    company: "Company | None" = None  # what is known that stands near it; None before it was searched for
    confidence: float = 0.0
    respelt: tuple[tuple[str, str], ...] = ()  # what was typed in it, and what it was taken for only to find something


@dataclass(frozen=True, slots=True)
class Turn:
    """The state that the steps hand on."""

    understanding: Understanding
    inquiries: tuple[Inquiry, ...] = ()
    approved: tuple[Part, ...] = ()  # what an officer has approved for this very question
    parts: tuple[Part, ...] = ()
    citations: tuple[Citation, ...] = ()
    uncovered: tuple[str, ...] = ()  # questions among several that the texts do not answer
    conflict: bool = False  # two texts in force say different things
    waited: float = 0.0  # seconds that a language model has been waited for

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that no rule answers."""
        return tuple(inquiry.query for inquiry in self.inquiries if not inquiry.outcomes)
