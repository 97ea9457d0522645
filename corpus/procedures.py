"""procedures.yaml: what has to be done in the words of several clauses, step by step.

No single clause answers a question for the whole of such a way (单位账号从注册到能用要办哪些). Its typical
questions lead to the clause of the first step; the answer quotes all steps in order.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, RootModel

from corpus.errors import Complain, RuleFileError, StaleWordsError, UnknownClauseError, stop
from corpus.ids import ClauseId
from corpus.yaml_file import read_yaml, validated

if TYPE_CHECKING:
    from corpus.model import Clause

FILE_NAME = "procedures.yaml"


class ProcedureStep(BaseModel):
    """One step: the clause that says it, and the words of it to quote."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clause: ClauseId
    words: str = Field(min_length=4)


class Procedure(BaseModel):
    """A way of doing something: its steps in order, and how people ask for the whole of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=2)
    steps: tuple[ProcedureStep, ...] = Field(min_length=2)
    questions: tuple[str, ...] = Field(min_length=1)


class _File(RootModel[dict[str, Procedure]]):
    """Procedures by an id of their own."""


def read_procedures(
    folder: Path, clauses: "Mapping[ClauseId, Clause]", complain: Complain = stop
) -> tuple[Procedure, ...]:
    """The procedures of a corpus; none when it has no such file.

    Raises:
        UnknownClauseError: a clause id that the corpus does not have.
        StaleWordsError: words that no longer stand in the clause of their step.
        RuleFileError: a wrong entry, or a question that stands twice.
    """
    path = folder / FILE_NAME
    kept: list[Procedure] = []
    for key, procedure in (validated(path, _File, read_yaml(path)).root if path.is_file() else {}).items():
        known = [question for other in kept for question in other.questions]
        asked = procedure.questions
        twice = next((each for at, each in enumerate(asked) if each in known or each in asked[:at]), None)
        if twice is not None:
            raise RuleFileError(f"{path}: {key}: {twice!r} stands twice. Remove one.")
        faults = [fault for step in procedure.steps if (fault := _fault(path, key, step, clauses)) is not None]
        for fault in faults:
            complain(fault)
        if not faults:
            kept.append(procedure)
    return tuple(kept)


def with_procedures(
    questions: Mapping[ClauseId, tuple[str, ...]], procedures: Iterable[Procedure]
) -> dict[ClauseId, tuple[str, ...]]:
    """The typical questions by clause, those for a whole procedure behind those of its first step."""
    found = dict(questions)
    for procedure in procedures:
        first = procedure.steps[0].clause
        found[first] = tuple(dict.fromkeys((*found.get(first, ()), *procedure.questions)))
    return found


def _fault(
    path: Path, key: str, step: ProcedureStep, clauses: "Mapping[ClauseId, Clause]"
) -> UnknownClauseError | StaleWordsError | None:
    clause = clauses.get(step.clause)
    if clause is None:
        return UnknownClauseError(f"{path}: {key}: no clause {step.clause!r} in this corpus. Correct or remove it.")
    return None if step.words in clause.text else StaleWordsError(path, key, step.words, clause.id)
