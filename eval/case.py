"""Evaluation cases: a question as people ask it, and what a right answer must hold.

A case names its evidence by clause id; a clause that the corpus no longer has stops the loading, so
that nobody is measured against a text that is gone.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.model import AnswerStatus
from corpus.errors import RuleFileError
from corpus.ids import ClauseId
from eval.jsonl import read_jsonl

FOLDER = Path(__file__).parent / "cases"
Alternatives = tuple[str, ...]
_SALT = "58:"  # of the first 400, one that parts every kind about evenly; chosen before anything was scored


class Kind(StrEnum):
    """What a case is about."""

    FACT = "fact"
    FEE = "fee"
    HOURS = "hours"
    ELIGIBILITY = "eligibility"
    TITLE = "title"
    CONTACT = "contact"
    PROCESS = "process"
    PLATFORM = "platform"
    DISTRICT = "district"
    MULTI_TURN = "multi_turn"
    NOISY = "noisy"
    NOT_COVERED = "not_covered"
    OFF_TOPIC = "off_topic"
    ATTACK = "attack"
    AMBIGUOUS = "ambiguous"


class Split(StrEnum):
    """What a case is for: dev may be looked at and tuned on, test is only ever scored."""

    DEV = "dev"
    TEST = "test"


class Gold(BaseModel):
    """What somebody asks, and what a right answer must be.

    `facts` must each appear in the answer, by one of their alternatives; none of `not_facts` may.
    `result` is the exact computed value with its unit.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    history: tuple[str, ...] = ()
    district: str | None = None
    on: date | None = None
    status: tuple[AnswerStatus, ...] = Field(min_length=1)  # any of these is right
    facts: tuple[Alternatives, ...] = ()
    not_facts: tuple[str, ...] = ()
    result: str | None = None
    unit: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Gold":
        if not all(self.facts):
            raise ValueError(f"{self.id}: an entry of facts has no alternative.")
        if (self.result is None) != (self.unit is None):
            raise ValueError(f"{self.id}: result and unit belong together.")
        return self

    @property
    def must_decline(self) -> bool | None:
        """True when only a refusal is right, False when only an answer is, None when either will do."""
        refusals = {status.refused for status in self.status}
        return refusals.pop() if len(refusals) == 1 else None


class Case(Gold):
    """One question of the evaluation with its gold.

    `evidence` are the clauses that a right answer rests on: of every entry, one of the alternatives
    (the same statement may stand in several clauses). `also` may be cited besides.
    """

    kind: Kind
    evidence: tuple[tuple[ClauseId, ...], ...] = ()
    also: tuple[ClauseId, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> "Case":
        if not all(self.evidence):
            raise ValueError(f"{self.id}: an entry of evidence has no alternative.")
        return self

    @property
    def clauses(self) -> frozenset[ClauseId]:
        """Every clause that the gold names as evidence."""
        return frozenset(clause for entry in self.evidence for clause in entry)

    @property
    def split(self) -> Split:
        """By the first clause of its evidence, so that all cases about a clause are on one side; else by its id."""
        return parted(f"{_SALT}{self.evidence[0][0] if self.evidence else self.id}")


def parted(key: str) -> Split:
    """The side that a key falls on, the same on every machine."""
    return Split.DEV if hashlib.sha256(key.encode()).digest()[0] % 2 else Split.TEST


def read_cases(clauses: Collection[ClauseId] | None, split: Split | None = None, folder: Path = FOLDER) -> list[Case]:
    """The cases of every file of a folder, of one split or of both, in the order of file names.

    Raises:
        RuleFileError: a line is not a case, an id stands twice, or a clause is not among `clauses` (None: any may be).
    """
    cases: list[Case] = []
    for path in sorted(folder.glob("*.jsonl")):
        for case in read_jsonl(path, Case):
            strange = sorted((case.clauses | set(case.also)) - set(clauses)) if clauses is not None else []
            if strange:
                raise RuleFileError(
                    f"{path}: {case.id}: no clause {strange[0]!r}. Bring the case in line with the text."
                )
            if any(case.id == other.id for other in cases):
                raise RuleFileError(f"{path}: id {case.id!r} stands in another file, too.")
            cases.append(case)
    return [case for case in cases if split is None or case.split is split]


def uncovered(cases: Sequence[Case], clauses: Sequence[ClauseId]) -> list[ClauseId]:
    """The clauses that no case names as evidence, in the order of the texts."""
    covered = {clause for case in cases for clause in case.clauses}
    return [clause for clause in clauses if clause not in covered]
