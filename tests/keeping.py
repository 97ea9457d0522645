"""Records for tests: a clock that stands still, passwords that cost little, answers to keep."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from assistant.model import Answer, AnswerStatus, Citation, Route
from assistant.records.book import Records
from assistant.records.opening import open_records
from assistant.settings import Settings, read_settings
from corpus.ids import ClauseId
from corpus.model import Corpus
from tests.factories import document_of

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "correct horse battery"
CLAUSE = "doc#p1"


class FakeClock:
    """Says what it is told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def masked(text: str) -> str:
    """Stands in for the masking of personal data: hides 13800000000."""
    return text.replace("13800000000", "[电话]")


def records_settings(folder: Path, database_url: str = "", corpus: Path | None = None) -> Settings:
    corpus = corpus or folder / "corpus"
    return read_settings(var=folder / "var", database_url=database_url, corpus=corpus)


def records_in(folder: Path, database_url: str = "", clock: FakeClock | None = None) -> Records:
    return open_records(records_settings(folder, database_url), masked, clock or FakeClock(), QUICK)


def answer_of(text: str = "每人次160元。[1]", status: AnswerStatus = AnswerStatus.ANSWERED) -> Answer:
    quote = "每人次160元"
    citation = Citation(1, ClauseId(CLAUSE), "文件", "1.总则", quote, 0, len(quote))
    return Answer("问", status, Route.RETRIEVAL, text, (citation,), district="文登区", latency_ms=12.5)


def corpus_of(*texts: str) -> Corpus:
    """A corpus whose clauses are doc#p1, doc2#p1, …"""
    names = ["doc", *(f"doc{n}" for n in range(2, len(texts) + 1))]
    return Corpus("corpus", tuple(document_of(text, name) for name, text in zip(names, texts, strict=True)))
