"""Cases × assistant → a run: every case asked once, with the yardsticks beside it when wanted."""

import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.answering import Assistant
from assistant.conversation import in_context
from assistant.places import Places
from corpus.ids import ClauseId
from eval.case import Case
from eval.record import Record, Run, YardstickRecord, answered, record_of
from eval.yardsticks import DEPTH, Yardsticks
from index.build import Progress

_PACKAGES = ("chromadb", "sentence-transformers", "torch", "bm25s", "jieba")


def run_cases(
    assistant: Assistant,
    cases: Sequence[Case],
    split: str,
    embedder: str,
    yardsticks: Yardsticks | None = None,
    tick: Progress | None = None,
) -> Run:
    """Ask every case; the model is loaded first, so that no case waits for it."""
    assistant.warm_up()
    places = Places(assistant.corpus.districts)
    started = time.perf_counter()
    records: list[Record] = []
    beside: dict[str, list[YardstickRecord]] = {}
    for number, case in enumerate(cases, start=1):
        answer = answered(case, assistant)
        query = in_context(case.question, case.history, places).query
        hits = assistant.search(query, DEPTH, case.district or answer.district, case.on)
        cited = [] if answer.refused else [citation.clause_id for citation in answer.citations]
        ranking: list[ClauseId] = list(dict.fromkeys([*cited, *(hit.clause.id for hit in hits)]))
        records.append(record_of(case, answer, assistant, ranking))
        for name, record in yardsticks.ask(case).items() if yardsticks else ():
            beside.setdefault(name, []).append(record)
        if tick:
            tick(number, len(cases))
    return Run(
        made=datetime.now(UTC),
        seconds=round(time.perf_counter() - started, 1),
        split=split,
        commit=_commit(),
        corpus=assistant.corpus.digest,
        embedder=embedder,
        versions={name: version(name) for name in _PACKAGES},
        records=tuple(records),
        yardsticks={name: tuple(found) for name, found in beside.items()},
    )


def _commit() -> str | None:
    """The commit of the working tree, with a + when files differ from it; None outside a repository."""
    command = ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip() or None
