"""What the assistant answered: one record a case, and a run of them with all that it rests on."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.model import Answer, AnswerStatus, Route
from corpus.ids import ClauseId
from eval.case import Gold
from eval.jsonl import read_json


class Cited(BaseModel):
    """One citation of an answer; `verbatim` when the quote is the source's own words at its place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clause: ClauseId
    section: str
    quote: str
    verbatim: bool


class Record(BaseModel):
    """One answer, and the clauses that retrieval alone would have found, best first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    status: AnswerStatus
    route: Route
    text: str
    citations: tuple[Cited, ...] = ()
    result: str | None = None
    unit: str | None = None
    confidence: float = 0.0
    latency_ms: float = 0.0
    ranking: tuple[ClauseId, ...] = ()

    @property
    def refused(self) -> bool:
        """True when no answer is given."""
        return self.status.refused

    @property
    def cited(self) -> tuple[ClauseId, ...]:
        """The clauses cited, each once, in the order of the answer."""
        return tuple(dict.fromkeys(citation.clause for citation in self.citations))

    def same_answer(self, other: "Record") -> bool:
        """True when a reader would see no difference."""
        return (self.status, self.text) == (other.status, other.text)


class YardstickRecord(BaseModel):
    """What another pipeline would show for a case: a text, and what it found, best first.

    A position of `ranking` is a clause id, or for a window that holds no clause of the gold its own name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    ranking: tuple[str, ...]


class Run(BaseModel):
    """All records of one evaluation, in the order of its cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    made: datetime
    seconds: float
    split: str
    commit: str | None
    corpus: str  # digest
    embedder: str
    versions: dict[str, str]
    records: tuple[Record, ...]
    yardsticks: dict[str, tuple[YardstickRecord, ...]] = {}


def record_of(case: Gold, answer: Answer, assistant: Assistant, ranking: Sequence[ClauseId] = ()) -> Record:
    """An answer as it is kept; every quotation is compared with the source."""
    sources = {document.id: document.source for document in assistant.corpus.documents}
    citations = []
    for citation in answer.citations:
        clause = assistant.clause(citation.clause_id)
        source = sources[clause.document_id]
        within = clause.start <= citation.start < citation.end <= clause.end
        verbatim = within and source[citation.start : citation.end] == citation.quote
        citations.append(
            Cited(clause=citation.clause_id, section=citation.section, quote=citation.quote, verbatim=verbatim)
        )
    return Record(
        id=case.id,
        status=answer.status,
        route=answer.route,
        text=answer.text,
        citations=tuple(citations),
        result=answer.calculation.result if answer.calculation else None,
        unit=answer.calculation.unit if answer.calculation else None,
        confidence=round(answer.confidence, 4),
        latency_ms=round(answer.latency_ms, 2),
        ranking=tuple(ranking),
    )


def answered(case: Gold, assistant: Assistant) -> Answer:
    """The assistant's answer to a case, its history replayed as earlier turns."""
    return assistant.ask(case.question, Conversation(case.history), case.district, case.on)


def write_run(run: Run, path: Path) -> None:
    """Keep a run as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_run(path: Path) -> Run:
    """A run that was kept.

    Raises:
        RuleFileError: the file is missing, or is no run.
    """
    return read_json(path, Run, "Make one with eval run.")
