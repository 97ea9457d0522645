"""Groups of phrasings that all ask one thing: does everybody get the same answer, and the same twice?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.answering import Assistant
from assistant.model import AnswerStatus
from eval.case import Case, Kind
from eval.figure import Figure, figure
from eval.jsonl import read_jsonl
from eval.metrics.consistency import agreement, consistent
from eval.record import Record, answered, record_of

FILE = Path(__file__).parent / "consistency" / "groups.jsonl"


class Group(BaseModel):
    """Phrasings of one question; `about` says in English what is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    about: str
    phrasings: tuple[str, ...] = Field(min_length=2)


@dataclass(frozen=True, slots=True)
class Consistency:
    """How alike the answers within groups are, and whether asking again changed any."""

    consistent: Figure
    agreement: Figure
    records: dict[str, tuple[Record, ...]]
    changed_on_asking_again: tuple[str, ...]


def read_groups(path: Path = FILE) -> list[Group]:
    """The groups of a file.

    Raises:
        RuleFileError: a line is no group, or an id stands twice.
    """
    return read_jsonl(path, Group)


def consistency(assistant: Assistant, groups: Sequence[Group]) -> Consistency:
    """Ask every phrasing twice: group by group, then once more from the last to the first."""
    cases = {group.id: [_case(group, number) for number in range(len(group.phrasings))] for group in groups}
    first = {name: tuple(_asked(case, assistant) for case in found) for name, found in cases.items()}
    again = {
        name: tuple(_asked(case, assistant) for case in reversed(found))[::-1]
        for name, found in reversed(list(cases.items()))
    }
    changed = [
        one.id
        for name in first
        for one, other in zip(first[name], again[name], strict=True)
        if not one.same_answer(other)
    ]
    return Consistency(
        figure("consistent", (consistent(records) for records in first.values())),
        figure("agreement", (agreement(records) for records in first.values())),
        first,
        tuple(changed),
    )


def _case(group: Group, number: int) -> Case:
    return Case(
        id=f"{group.id}.{number + 1}",
        kind=Kind.FACT,
        question=group.phrasings[number],
        status=(AnswerStatus.ANSWERED,),
    )


def _asked(case: Case, assistant: Assistant) -> Record:
    return record_of(case, answered(case, assistant), assistant)
