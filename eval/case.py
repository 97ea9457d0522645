"""Labelled questions: who asks what, and which clauses answer.

Gold is given in the words of the policy, not by clause number, so that a case still points to the
right place when clauses are renumbered and fails loudly when the words are gone.
"""

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import RuleFileError
from corpus.model import ClauseId, Corpus
from corpus.yaml_file import read_text


class Case(BaseModel):
    """One labelled question; `gold` are verbatim passages (white space aside), any of which answers it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    answerable: bool
    gold: list[str] = Field(default_factory=list)
    kind: str | None = None
    district: str | None = None


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSON Lines file.

    Raises:
        RuleFileError: a line is not a case, or an id stands twice; the message names file and line.
    """
    cases: list[Case] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            raise RuleFileError(f"{path}, line {number}: {error}") from error
        if any(case.id == other.id for other in cases):
            raise RuleFileError(f"{path}, line {number}: id {case.id!r} stands twice.")
        cases.append(case)
    return cases


def gold_clauses(case: Case, corpus: Corpus) -> frozenset[ClauseId]:
    """The clauses that hold one of a case's gold passages.

    Raises:
        RuleFileError: an answerable case whose words stand in no clause.
    """
    found = {
        clause.id for clause in corpus.clauses for passage in case.gold if squeezed(passage) in squeezed(clause.text)
    }
    if case.answerable and not found:
        raise RuleFileError(f"{case.id}: no clause has {case.gold!r}. Bring the case in line with the text.")
    return frozenset(found)


def squeezed(text: str) -> str:
    """A text without white space and table pipes, for comparing passages."""
    return "".join(text.replace("|", "").split())
