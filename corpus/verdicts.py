"""verdicts.yaml: which word opens the answer to a typical question that wants yes or no, by clause.

Each is proved by words of the clause, and is taken over for a question that means the same as the typical one.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, RootModel

from corpus.errors import Complain, RuleFileError, UnknownClauseError, stop
from corpus.ids import ClauseId
from corpus.yaml_file import read_yaml, validated

if TYPE_CHECKING:
    from corpus.model import Clause

FILE_NAME = "verdicts.yaml"


class Verdict(StrEnum):
    """What a text says to a question for yes or no."""

    MAY = "may"
    MAY_NOT = "may_not"
    MUST = "must"
    NEED_NOT = "need_not"
    YES = "yes"
    NO = "no"


class _Entry(BaseModel):
    """`words` of the clause settle it for the typical questions `asked`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verdict: Verdict
    words: str
    asked: tuple[str, ...] = Field(min_length=1)


class _File(RootModel[dict[str, tuple[_Entry, ...]]]):
    """Entries by clause id."""


Verdicts = Mapping[ClauseId, Mapping[str, Verdict]]  # by clause, and by typical question


def read_verdicts(
    folder: Path,
    clauses: "Mapping[ClauseId, Clause]",
    questions: Mapping[ClauseId, tuple[str, ...]],
    complain: Complain = stop,
) -> dict[ClauseId, dict[str, Verdict]]:
    """The verdicts of a corpus; none when it has no such file.

    Raises:
        UnknownClauseError: a clause id that the corpus does not have.
        RuleFileError: words that no longer stand in the clause, a question that is none of its typical ones, or one
            with two verdicts.
    """
    path = folder / FILE_NAME
    found: dict[ClauseId, dict[str, Verdict]] = {}
    for key, entries in (validated(path, _File, read_yaml(path)).root if path.is_file() else {}).items():
        clause = clauses.get(ClauseId(key))
        if clause is None:
            complain(UnknownClauseError(f"{path}: no clause {key!r} in this corpus. Correct or remove the entry."))
            continue
        for entry in entries:
            fault = _fault(entry, clause, questions.get(clause.id, ()), found.get(clause.id, {}))
            if fault:
                complain(RuleFileError(f"{path}: {key}: {fault}"))
                continue
            found.setdefault(clause.id, {}).update(dict.fromkeys(entry.asked, entry.verdict))
    return found


def _fault(entry: _Entry, clause: "Clause", known: tuple[str, ...], before: Mapping[str, Verdict]) -> str:
    """What is wrong with an entry; empty where nothing is."""
    if entry.words not in clause.text:
        return f"the clause does not say {entry.words!r}. Bring the verdict in line with the text."
    strange = next((question for question in entry.asked if question not in known), None)
    if strange is not None:
        return f"{strange!r} is no typical question of the clause. Add it there, or remove it here."
    twice = next((question for question in entry.asked if question in before), None)
    return f"{twice!r} has two verdicts. Remove one." if twice is not None else ""
