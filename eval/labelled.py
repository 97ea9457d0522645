"""Labelled questions for choosing thresholds and measuring retrieval: who asks what, which passages answer.

Gold is given in the words of the policy, not by clause number, so that a question still points to the
right place when clauses are renumbered and fails loudly when the words are gone.
"""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import RuleFileError
from corpus.ids import ClauseId
from corpus.model import Corpus
from eval.jsonl import read_jsonl


class LabelledQuestion(BaseModel):
    """One labelled question; `gold` are verbatim passages (white space aside), any of which answers it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    answerable: bool
    gold: list[str] = Field(default_factory=list)
    kind: str | None = None
    district: str | None = None


def read_labelled(path: Path) -> list[LabelledQuestion]:
    """The questions of a JSON Lines file.

    Raises:
        RuleFileError: a line is not one, or an id stands twice; the message names file and line.
    """
    return read_jsonl(path, LabelledQuestion)


def gold_clauses(question: LabelledQuestion, corpus: Corpus) -> frozenset[ClauseId]:
    """The clauses that hold one of a question's gold passages.

    Raises:
        RuleFileError: an answerable question whose words stand in no clause.
    """
    found = {
        clause.id
        for clause in corpus.clauses
        for passage in question.gold
        if squeezed(passage) in squeezed(clause.text)
    }
    if question.answerable and not found:
        raise RuleFileError(
            f"{question.id}: no clause has {question.gold!r}. Bring the question in line with the text."
        )
    return frozenset(found)


def squeezed(text: str) -> str:
    """A text without white space and table pipes, for comparing passages."""
    return "".join(text.replace("|", "").split())
