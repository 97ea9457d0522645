"""How much of what a question asks a text has: the word side as a share, comparable across queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from corpus.ids import ClauseId
from index.lexical import LexicalIndex
from index.model import Chunk
from index.segment import normalise


@dataclass(frozen=True)
class QueryTerms:
    """The distinct terms of a question, each with how informative it is in this corpus."""

    text: str
    weights: Mapping[str, float]
    novel: float  # share of its bigrams that no text of the corpus has (0 … 1)

    @property
    def total(self) -> float:
        """The sum of all weights."""
        return sum(self.weights.values())

    def covered_by(self, terms: frozenset[str]) -> float:
        """The share of the question's weight that a set of terms has (0 … 1)."""
        total = self.total
        return sum(weight for term, weight in self.weights.items() if term in terms) / total if total else 0.0


@dataclass
class Coverage:
    """Term sets of clauses, made when first needed."""

    lexical: LexicalIndex
    chunks: Mapping[ClauseId, Sequence[Chunk]]
    _sets: dict[ClauseId, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, lexical: LexicalIndex, chunks: Iterable[Chunk]) -> "Coverage":
        """Coverage over the worded chunks of a corpus."""
        grouped: dict[ClauseId, list[Chunk]] = {}
        for chunk in chunks:
            grouped.setdefault(chunk.clause_id, []).append(chunk)
        return cls(lexical, grouped)

    def query(self, text: str) -> QueryTerms:
        """The terms of a question."""
        terms = self.terms(text)
        bigrams = [term for term in terms if len(term) == 2 and not term.isascii()]
        novel = sum(not self.lexical.knows(term) for term in bigrams) / len(bigrams) if bigrams else 1.0
        return QueryTerms(text, {term: self.lexical.informativeness(term) for term in terms}, novel)

    def terms(self, text: str) -> frozenset[str]:
        """The distinct terms of any text."""
        return self._terms(text)

    @cached_property
    def _terms(self) -> Callable[[str], frozenset[str]]:
        """The same, kept: a question, its candidate clauses and their typical questions come up again and again."""
        return lru_cache(maxsize=1024)(lambda text: frozenset(self.lexical.segmenter.terms(text)))

    def clause_terms(self, clause: ClauseId) -> frozenset[str]:
        """The distinct terms of a clause, its headings and its typical questions."""
        if clause not in self._sets:
            texts = [normalise(chunk.text) for chunk in self.chunks.get(clause, ())]
            self._sets[clause] = frozenset().union(*map(self.terms, texts))
        return self._sets[clause]
