"""The word side: BM25 over chunks (bm25s), and how much of a query a text covers."""

import json
import logging
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from index.segment import Segmenter

logging.getLogger("bm25s").setLevel(logging.WARNING)  # its import sets DEBUG

Scores = npt.NDArray[np.float32]
K1, B = 1.5, 0.75  # Robertson and Zaragoza 2009, section 3.2; the usual values
_DICTIONARY_FILE = "dictionary.json"


class LexicalIndex:
    """BM25 scores of a query against every chunk, in chunk order."""

    def __init__(self, engine: "bm25s.BM25 | None", size: int, segmenter: Segmenter) -> None:
        self._engine = engine
        self.size = size
        self.segmenter = segmenter
        self._vocabulary: Mapping[str, int] = engine.vocab_dict if engine is not None else {}
        self._unknown_idf = math.log(1 + (size + 0.5) / 0.5)
        if engine is not None:
            counts = np.diff(engine.scores["indptr"])  # how many chunks have each term
            self._idf = np.log(1 + (size - counts + 0.5) / (counts + 0.5))

    @classmethod
    def build(cls, texts: Sequence[str], segmenter: Segmenter) -> "LexicalIndex":
        """An index of chunk texts; a text without a single term scores 0 for every query."""
        terms = [segmenter.terms(text) for text in texts]
        if not any(terms):
            return cls(None, len(texts), segmenter)
        engine = bm25s.BM25(method="lucene", k1=K1, b=B)
        engine.index(terms, show_progress=False)
        return cls(engine, len(texts), segmenter)

    def save(self, folder: Path) -> None:
        """Write the index and its dictionary into a new folder."""
        folder.mkdir(parents=True)
        state = {"size": self.size, "words": self._engine is not None, "dictionary": list(self.segmenter.dictionary)}
        (folder / _DICTIONARY_FILE).write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        if self._engine is not None:
            self._engine.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """The index that `save` wrote."""
        state = json.loads((folder / _DICTIONARY_FILE).read_text(encoding="utf-8"))
        engine = bm25s.BM25.load(folder, mmap=False) if state["words"] else None
        return cls(engine, state["size"], Segmenter(state["dictionary"]))

    def scores(self, query: str) -> Scores:
        """BM25 of every chunk, shape (chunks,); zeros when no term of the query occurs."""
        terms = [term for term in self.segmenter.terms(query) if self.knows(term)]
        if self._engine is None or not terms:
            return np.zeros(self.size, np.float32)
        return np.asarray(self._engine.get_scores(terms), dtype=np.float32)

    def informativeness(self, term: str) -> float:
        """Inverse document frequency over the chunks, ln(1 + (N − n + ½)/(n + ½)); highest for an unknown term."""
        return float(self._idf[self._vocabulary[term]]) if self.knows(term) else self._unknown_idf

    def knows(self, term: str) -> bool:
        """True when some chunk has the term."""
        return term in self._vocabulary
