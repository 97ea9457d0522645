"""Hybrid retrieval: words and meaning fused over the clauses that may be cited to this asker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from corpus.ids import ClauseId
from corpus.model import Clause, Corpus, PolicyDocument
from index.coverage import Coverage
from index.dense import DenseIndex
from index.embedder import Embedder
from index.examples import Company, ExampleIndex
from index.fusion import Scores, Voices, fused, ranked
from index.lexical import LexicalIndex
from index.model import Asked, Chunk, ChunkKind, Hit, Window
from index.query_vectors import QueryVectors

WORD_WEIGHT = 0.3  # chosen on eval/calibration: one setting for every corpus (eval/README.md)

_NEAREST_ASKED = 3
_RECENT = 16  # questions whose cosines are kept: those being answered
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class ClauseScores:
    """Scores of every clause for one query, in clause order.

    `words` and `meaning` are what is fused; `similarity` is the cosine of a clause's nearest chunk;
    `chunks` are the cosines of all chunks.
    """

    words: Scores
    meaning: Scores
    similarity: Scores
    chunks: Scores


class HybridRetriever:
    """Finds clauses; the best chunks of a clause count, and a hit is always a whole clause."""

    def __init__(
        self,
        corpus: Corpus,
        chunks: Sequence[Chunk],
        dense: DenseIndex,
        lexical: LexicalIndex,
        embedder: Embedder,
        examples: ExampleIndex,
    ) -> None:
        """Take chunks in the order of the corpus, with `dense` over all and `lexical` over the worded ones."""
        self.corpus = corpus
        self._examples = examples
        # a question is scored, and compared with the examples: it is embedded once
        self._vectors = QueryVectors(embedder)
        self._near = lru_cache(maxsize=_RECENT)(self._similarities)
        self.lexical = lexical
        self._chunks = chunks
        self._dense = dense
        self._embedder = embedder
        self._clauses: list[tuple[Clause, PolicyDocument]] = [
            (clause, document) for document in corpus.documents for clause in document.clauses
        ]
        position = {clause.id: index for index, (clause, _) in enumerate(self._clauses)}
        owners = np.array([position[chunk.clause_id] for chunk in chunks], dtype=np.intp)
        worded = np.array([chunk.worded for chunk in chunks])
        self._asked = np.flatnonzero([chunk.kind is ChunkKind.QUESTION for chunk in chunks])
        self._stretches = np.flatnonzero([chunk.kind is ChunkKind.WINDOW for chunk in chunks])
        self.coverage = Coverage.of(lexical, (chunk for chunk in chunks if chunk.worded))
        own_text = np.array([chunk.kind is not ChunkKind.QUESTION for chunk in chunks])
        self._voices = Voices.of(owners, own_text, len(self._clauses))
        self._worded = Voices.of(owners[worded], own_text[worded], len(self._clauses))
        self._bounds = np.searchsorted(owners, np.arange(len(self._clauses) + 1))
        self._allowed: dict[tuple[str | None, date | None], Positions] = {}

    def search(self, query: str, district: str | None = None, on: date | None = None, k: int = 10) -> list[Hit]:
        """The best min(k, clauses) clauses, best first; never fewer, whatever is asked.

        None only when no text may be cited at all: on a day before any of them was in force.

        Args:
            district: whose guide may be cited besides the texts that hold for everybody.
            on: the day on which a text must be in force; without it, the newest texts.
        """
        allowed = self.allowed(district, on)
        if not len(allowed):
            return []
        scores = self.scores(query)
        total = _fused(scores, allowed)
        order = ranked(total, k)
        return [
            Hit(
                rank=rank,
                clause=self._clauses[allowed[index]][0],
                document=self._clauses[allowed[index]][1],
                score=float(total[index]),
                similarity=float(scores.similarity[allowed[index]]),
                windows=self._windows(int(allowed[index]), scores.chunks),
                asked=self._nearest_asked(int(allowed[index]), scores.chunks),
            )
            for rank, index in enumerate(order, start=1)
        ]

    def totals(self, query: str, district: str | None = None, on: date | None = None) -> Mapping[ClauseId, float]:
        """The score by which `search` orders, of every clause that may be cited."""
        allowed = self.allowed(district, on)
        totals = _fused(self.scores(query), allowed) if len(allowed) else ()
        return {self._clauses[at][0].id: float(total) for at, total in zip(allowed, totals, strict=True)}

    def scores(self, query: str) -> ClauseScores:
        """Words and meaning of every clause, before any filter or fusion."""
        chunks = self._near(query)
        words = self._worded.agreeing(self.lexical.scores(query))
        return ClauseScores(words, self._voices.agreeing(chunks), self._voices.best(chunks), chunks)

    def company(self, query: str) -> Company:
        """The typical questions and the examples of what is not answered that stand around a query."""
        return self._examples.company(query, self._vectors.of(query), self._near(query)[self._asked])

    def forget(self) -> None:
        """Keep no question vectors: who measures wants every question embedded."""
        self._vectors.forget()
        self._near.cache_clear()

    def expect(self, queries: Sequence[str]) -> None:
        """Embed at once what is about to be searched for."""
        self._vectors.together(queries)

    def _similarities(self, query: str) -> Scores:
        """The cosine of every chunk with a query."""
        return self._dense.scores(self._vectors.of(query))

    def allowed(self, district: str | None, on: date | None) -> Positions:
        """Positions of the clauses that may be cited to somebody of that district, on that day."""
        key = (district, on)
        if key not in self._allowed:
            self._allowed[key] = np.array(
                [
                    index
                    for index, (_, document) in enumerate(self._clauses)
                    if self.corpus.holds(document, district, on)
                ],
                dtype=np.intp,
            )
        return self._allowed[key]

    @property
    def loading_seconds(self) -> float:
        """How long loading the embedding model has taken so far."""
        return self._embedder.loading_seconds

    def clause_at(self, position: int) -> Clause:
        """The clause at a position of `scores` and `allowed`."""
        return self._clauses[position][0]

    def _windows(self, position: int, scores: Scores) -> tuple[Window, ...]:
        """The windows of a clause with their cosines; none when it is one short chunk."""
        return tuple(
            Window(self._chunks[index].start, self._chunks[index].end, float(scores[index]))
            for index in self._stretches[slice(*np.searchsorted(self._stretches, self._span(position)))]
        )

    def _nearest_asked(self, position: int, scores: Scores) -> tuple[Asked, ...]:
        """The typical questions of a clause that are nearest in meaning, nearest first."""
        asked = self._asked[slice(*np.searchsorted(self._asked, self._span(position)))]
        nearest = asked[ranked(scores[asked], _NEAREST_ASKED)]
        return tuple(Asked(self._chunks[index].text, float(scores[index])) for index in nearest)

    def _span(self, position: int) -> Positions:
        """Where the chunks of a clause begin and where those of the next do."""
        return self._bounds[position : position + 2]


def _fused(scores: ClauseScores, allowed: Positions) -> Scores:
    """Words and meaning of the clauses allowed as one."""
    return fused(scores.words[allowed], scores.meaning[allowed], WORD_WEIGHT)
