"""Is the right clause found? Ours beside words alone, vectors alone, and the tutorial pipeline."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.bootstrap import index_store, load, make_embedder
from assistant.places import Places
from assistant.settings import Settings
from assistant.understand import cleaned
from corpus.model import Clause, Corpus
from eval.calibrate import without_questions
from eval.case import Case, gold_clauses, read_cases, squeezed
from eval.metrics.mrr import mean_reciprocal_rank
from eval.metrics.recall import recall_at
from eval.tutorial import TutorialPipeline
from index.build import build_index, open_index
from index.embedder import SentenceTransformerEmbedder
from index.fusion import ranked
from index.retriever import HybridRetriever
from index.store import IndexStore

CASES = Path(__file__).parent / "cases" / "retrieval.jsonl"
QUERIES_FILE = "queries.jsonl"
_DEPTH = 100
Rank = Callable[[Case], int | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One system's figures over all answerable cases."""

    system: str
    questions: int
    recall: dict[int, float]
    mrr: float
    median_ms: float


def shipped_table(settings: Settings) -> list[Row]:
    """The comparison on eval/cases/retrieval.jsonl over the shipped corpus."""
    corpus = load(settings)
    embedder = make_embedder(settings, building=True)
    cases = [case for case in read_cases(CASES) if case.answerable]
    plain = without_questions(corpus)
    ours = _opened(corpus, index_store(settings), embedder)
    bare = _opened(plain, IndexStore(settings.var / "index" / "calibration-plain"), embedder)
    tutorial = TutorialPipeline(corpus, embedder)
    systems: list[tuple[str, Rank]] = [
        ("tutorial pipeline (500/50, Chroma)", lambda case: _tutorial_rank(tutorial, case)),
        ("words alone", _one_side(ours, "words")),
        ("vectors alone", _one_side(ours, "meaning")),
        ("fused, without typical questions", _fused(bare)),
        ("ours: fused, with typical questions", _fused(ours)),
    ]
    return [_row(name, rank, cases) for name, rank in systems]


def folder_table(settings: Settings, limit: int | None = None) -> list[Row]:
    """The same, less the typical questions, for any corpus folder with queries.jsonl in it.

    A query is {"id", "question", "gold": [verbatim text, …]}; a clause that holds a gold text, or lies
    within one, is right.
    """
    corpus = load(settings)
    embedder = make_embedder(settings, building=True)
    lines = (settings.corpus / QUERIES_FILE).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()][:limit]
    cases = [Case(id=str(r["id"]), question=r["question"], gold=r["gold"], answerable=True) for r in records]
    retriever = _opened(corpus, index_store(settings), embedder)
    systems = [
        ("words alone", _one_side(retriever, "words")),
        ("vectors alone", _one_side(retriever, "meaning")),
        ("ours", _fused(retriever)),
    ]
    return [_row(name, rank, cases) for name, rank in systems]


def as_markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    depths = sorted(rows[0].recall)
    head = ["system", "questions", *(f"R@{depth}" for depth in depths), "MRR", "ms a question (median)"]
    lines = [_line(head), _line(["---"] * len(head))]
    for row in rows:
        figures = [f"{row.recall[depth]:.3f}" for depth in depths]
        lines.append(_line([row.system, str(row.questions), *figures, f"{row.mrr:.3f}", f"{row.median_ms:.1f}"]))
    return "\n".join(lines)


def _opened(corpus: Corpus, store: IndexStore, embedder: SentenceTransformerEmbedder) -> HybridRetriever:
    build_index(corpus, store, embedder)
    return open_index(corpus, store, embedder)


def _row(name: str, rank: Rank, cases: Sequence[Case]) -> Row:
    ranks, times = [], []
    for case in cases:
        started = time.perf_counter()
        ranks.append(rank(case))
        times.append((time.perf_counter() - started) * 1000)
    recall = {depth: recall_at(ranks, depth) for depth in (1, 3, 5, 10)}
    return Row(name, len(cases), recall, mean_reciprocal_rank(ranks), float(np.median(times)))


def _fused(retriever: HybridRetriever) -> Rank:
    right = _Right(retriever.corpus)

    def rank(case: Case) -> int | None:
        hits = retriever.search(cleaned(case.question), _district(retriever.corpus, case), k=_DEPTH)
        return right.rank(case, [hit.clause for hit in hits])

    return rank


def _one_side(retriever: HybridRetriever, side: str) -> Rank:
    """Only the words, or only the meaning; clauses that neither finds keep the order of the text."""
    right = _Right(retriever.corpus)

    def rank(case: Case) -> int | None:
        allowed = retriever.allowed(_district(retriever.corpus, case), None)
        scores = getattr(retriever.scores(cleaned(case.question)), side)[allowed]
        return right.rank(case, [retriever.clause_at(int(allowed[at])) for at in ranked(scores, _DEPTH)])

    return rank


def _district(corpus: Corpus, case: Case) -> str | None:
    district = Places(corpus.districts).called(case.district)
    return district.name if district else None


class _Right:
    """Which clauses answer a case; worked out once a case and passage."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._shipped = bool(corpus.districts)

    def rank(self, case: Case, found: Sequence[Clause]) -> int | None:
        if self._shipped:
            gold = gold_clauses(case, self._corpus)
            return next((rank for rank, clause in enumerate(found, 1) if clause.id in gold), None)
        passages = [squeezed(passage) for passage in case.gold]
        for rank, clause in enumerate(found, 1):
            text = squeezed(clause.text)
            if any(passage in text or text in passage for passage in passages):
                return rank
        return None


def _tutorial_rank(tutorial: TutorialPipeline, case: Case) -> int | None:
    """A window is right when it holds a gold passage whole."""
    passages = [squeezed(passage) for passage in case.gold]
    for rank, window in enumerate(tutorial.search(case.question, 10), 1):
        if any(passage in squeezed(window) for passage in passages):
            return rank
    return None


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
