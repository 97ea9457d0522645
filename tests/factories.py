"""Hand-written stand-ins and builders for tests."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.answering import Assistant
from assistant.phrasing.generate import Generator
from corpus.ids import ClauseId, DocumentId
from corpus.loader import load_corpus
from corpus.model import Clause, ClauseKind, PolicyDocument
from index.build import build_index, open_index
from index.embedder import Passage, Vectors
from index.store import IndexStore

DIMENSION = 96


@dataclass
class HashEmbedder:
    """An embedder without a model: character bigrams hashed into a vector. Counts what it embeds."""

    fingerprint: str = "hash-1"
    loading_seconds: float = 0.0
    embedded: list[str] = field(default_factory=list)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def passages(self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None) -> list[Vectors]:
        found = []
        for passage in passages:
            self.embedded.append(passage.text)
            pieces = [passage.text, *(passage.text[start:end] for start, end in passage.windows)]
            found.append(np.stack([self._vector(piece) for piece in pieces]))
            if progress is not None:
                progress(1)
        return found

    @staticmethod
    def _vector(text: str) -> Vectors:
        vector = np.full(DIMENSION, 1e-3, np.float32)
        for index in range(len(text) - 1):
            digest = hashlib.md5(text[index : index + 2].encode()).digest()
            vector[digest[0] % DIMENSION] += 1 if digest[1] % 2 else -1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


@dataclass
class Seconds:
    """A clock of seconds that says what it is told."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def small_assistant(corpus: Path, index: Path, generator: Generator | None = None) -> Assistant:
    """An assistant over any corpus folder with the hashing embedder, its index built anew."""
    loaded, store, embedder = load_corpus(corpus), IndexStore(index), HashEmbedder()
    build_index(loaded, store, embedder)
    return Assistant(loaded, lambda: open_index(loaded, store, embedder), generator)


def document_of(text: str, identity: str = "doc", **more: object) -> PolicyDocument:
    """A document whose one clause is its whole text."""
    clause = clause_of(text, identity)
    return PolicyDocument(
        id=DocumentId(identity),
        title="文件",
        path=f"{identity}.md",
        source=text,
        clauses=(clause,),
        segments=(),
        **more,
    )


def clause_of(text: str, document: str = "doc", kind: ClauseKind = ClauseKind.PARAGRAPH) -> Clause:
    """A clause that is a whole source."""
    return Clause(ClauseId(f"{document}#p1"), DocumentId(document), kind, 0, len(text), text, section="1.总则")
