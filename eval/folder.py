"""Retrieval on any corpus folder that has a queries.jsonl: {"id", "question", "gold": [verbatim text, …]}.

A clause that holds a gold text, or lies within one, is right; any one right clause answers.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.bootstrap import load, make_embedder
from assistant.settings import Settings
from assistant.understand import cleaned
from corpus.errors import CorpusError
from corpus.model import Clause, Corpus
from eval.figure import Figure, figure
from eval.jsonl import read_jsonl
from eval.labelled import squeezed
from eval.metrics.mrr import reciprocal_rank
from eval.metrics.recall import success_at
from index.build import build_index, open_index
from index.embedder import SentenceTransformerEmbedder
from index.fusion import ranked
from index.retriever import HybridRetriever
from index.store import IndexStore

QUERIES_FILE = "queries.jsonl"
DEPTHS = (1, 3, 5, 10, 100)
_RIGHT = "right"
Find = Callable[[str], Sequence[Clause]]


class Query(BaseModel):
    """One query with the passages that answer it."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: str
    question: str
    gold: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One way of finding, over all queries."""

    name: str
    recall: dict[int, Figure]
    mrr: Figure
    median: Figure  # milliseconds a query
    p95: Figure


@dataclass(frozen=True, slots=True)
class FolderScores:
    """What was measured on a folder."""

    queries: int
    clauses: int
    unanswerable: tuple[str, ...]  # queries whose gold stands in no clause: they count as not found
    rows: tuple[Row, ...]
    build_seconds: float
    peak_megabytes: float | None  # None on systems that do not tell


def folder_scores(settings: Settings, limit: int | None = None) -> FolderScores:
    """Build the folder's index anew and ask every query, or only the first so many.

    Raises:
        CorpusError: the folder is no corpus, or its queries.jsonl is missing or wrong.
    """
    path = settings.corpus / QUERIES_FILE
    if not path.is_file():
        raise CorpusError(f'{path}: no such file. Give one {{"id", "question", "gold": [verbatim text]}} a line.')
    queries = read_jsonl(path, Query)[:limit]
    empty = next((query.id for query in queries if not all(map(squeezed, query.gold))), None)
    if empty is not None:
        raise CorpusError(f"{path}: query {empty}: a gold text is empty. Give the words that answer.")
    if not queries:
        raise CorpusError(f"{path}: holds no query.")
    corpus = load(settings)
    embedder = make_embedder(settings, building=True)
    embedder.queries([queries[0].question])  # loading the model is no part of building or asking
    retriever, seconds = _built(corpus, embedder)
    texts = [squeezed(clause.text) for clause in corpus.clauses]
    golds = [[squeezed(passage) for passage in query.gold] for query in queries]
    lost = [q.id for q, gold in zip(queries, golds, strict=True) if not any(_holds(text, gold) for text in texts)]
    ways: list[tuple[str, Find]] = [
        ("words alone", _one_side(retriever, "words")),
        ("vectors alone", _one_side(retriever, "meaning")),
        ("ours", lambda question: [hit.clause for hit in retriever.search(cleaned(question), k=DEPTHS[-1])]),
    ]
    rows = tuple(_row(retriever, name, find, queries, golds) for name, find in ways)
    return FolderScores(len(queries), len(texts), tuple(lost), rows, seconds, _peak_megabytes())


def as_markdown(scores: FolderScores) -> str:
    """The scores as a Markdown table with a line on cost below."""
    names = [*(f"R@{depth}" for depth in DEPTHS), "MRR@10", "median ms", "95th % ms"]
    lines = [f"| {scores.queries} queries, {scores.clauses} clauses | {' | '.join(names)} |", "|---" * 9 + "|"]
    for row in scores.rows:
        shares = [*row.recall.values(), row.mrr]
        figures = [f"{_shown(one, 3)} ± {_half(one):.3f}" for one in shares]
        figures += [_shown(row.median, 1), _shown(row.p95, 1)]
        lines.append(f"| {row.name} | {' | '.join(figures)} |")
    memory = "unknown" if scores.peak_megabytes is None else f"{scores.peak_megabytes:.0f} MB"
    lines += ["", f"Index built in {scores.build_seconds:.1f} s; most memory used: {memory}."]
    if scores.unanswerable:
        lines.append(f"In no clause is the gold of: {', '.join(scores.unanswerable)} (counted as not found).")
    return "\n".join(lines)


def _built(corpus: Corpus, embedder: SentenceTransformerEmbedder) -> tuple[HybridRetriever, float]:
    """The retriever over an index made anew, and the seconds that took; the index itself is not kept."""
    with tempfile.TemporaryDirectory(prefix="measured-") as scratch:
        store = IndexStore(Path(scratch))
        started = time.perf_counter()
        build_index(corpus, store, embedder)
        seconds = time.perf_counter() - started
        return open_index(corpus, store, embedder), seconds


def _row(
    retriever: HybridRetriever, name: str, find: Find, queries: Sequence[Query], golds: Sequence[Sequence[str]]
) -> Row:
    """One way over all queries; both sides alone are timed with the whole scoring that they are a part of."""
    retriever.forget()
    rankings: list[list[str]] = []
    times: list[float] = []
    for query, gold in zip(queries, golds, strict=True):
        started = time.perf_counter()
        found = find(query.question)
        times.append((time.perf_counter() - started) * 1000)
        rankings.append([_RIGHT if _holds(squeezed(clause.text), gold) else clause.id for clause in found])
    right = {_RIGHT}
    return Row(
        name,
        {k: figure(f"recall_at_{k}", (success_at(ranking, right, k) for ranking in rankings)) for k in DEPTHS},
        figure("mrr_at_10", (reciprocal_rank(ranking, right, 10) for ranking in rankings)),
        figure("median", times, "median", "ms"),
        figure("p95", times, "p95", "ms"),
    )


def _one_side(retriever: HybridRetriever, side: str) -> Find:
    """Only the words, or only the meaning; clauses that neither finds keep the order of the text."""
    allowed = retriever.allowed(None, None)

    def find(question: str) -> list[Clause]:
        scores = getattr(retriever.scores(cleaned(question)), side)[allowed]
        return [retriever.clause_at(int(allowed[at])) for at in ranked(scores, DEPTHS[-1])]

    return find


def _holds(text: str, gold: Sequence[str]) -> bool:
    return any(passage in text or text in passage for passage in gold)


def _shown(figure_: Figure, digits: int) -> str:
    return "–" if figure_.value is None else f"{figure_.value:.{digits}f}"


def _half(figure_: Figure) -> float:
    low, high = figure_.interval or (0.0, 0.0)
    return (high - low) / 2


def _peak_megabytes() -> float | None:
    """The most memory this process ever had resident."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))  # macOS counts bytes, Linux KiB
