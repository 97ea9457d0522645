"""Corpus → index: incremental, atomic, fingerprinted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.model import Corpus
from index.chunking import chunks_of, example_chunks
from index.dense import DenseIndex, read_vectors, write_vectors
from index.embedder import Embedder, Vectors
from index.errors import IndexStoreError
from index.examples import ExampleIndex
from index.fingerprint import PLAIN_QUESTIONS, differences, fingerprint_of, require_current, same_vectors
from index.lexical import LexicalIndex
from index.passages import ChunkGroup, groups_of
from index.retriever import HybridRetriever
from index.segment import Segmenter, dictionary_of
from index.store import QUERY_MEAN, VECTORS, WORDING, WORDS, IndexStore, seal
from index.wording import Wording

Progress = Callable[[int, int], None]  # passages done, passages in all


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `embedded` counts passages that needed the model, `reused` those that did not."""

    clauses: int
    chunks: int
    embedded: int
    reused: int
    changed: bool


def build_index(
    corpus: Corpus, store: IndexStore, embedder: Embedder, rebuild: bool = False, progress: Progress | None = None
) -> BuildReport:
    """Bring an index up to date with its corpus; unchanged passages keep their vectors.

    Args:
        rebuild: take nothing over from the index that is there.

    Raises:
        IndexStoreError: the folder cannot be written; the old index serves on.
        EmbedderUnavailableError: the model cannot be loaded.
    """
    expected = fingerprint_of(corpus, embedder.fingerprint)
    chunks = [*chunks_of(corpus), *example_chunks(corpus)]
    groups = groups_of(chunks)
    current = None if rebuild else store.current()
    if current is not None and not differences(expected, store.fingerprint(current)):
        return BuildReport(len(corpus.clauses), len(chunks), 0, len(groups), changed=False)
    with store.new_build() as folder:
        known, query_mean = _known(store, current, expected)
        vectors, embedded = _embed(groups, known, embedder, progress)
        if query_mean is None:
            query_mean = embedder.queries(plain_questions()).mean(axis=0)
        digests = [digest for group in groups for digest in [group.digest] * group.passage.vectors]
        write_vectors(folder / VECTORS, chunks, digests, vectors)
        np.save(folder / QUERY_MEAN, query_mean)
        dictionary = dictionary_of((clause.text for clause in corpus.clauses), corpus.terms)
        words = LexicalIndex.build([chunk.text for chunk in chunks if chunk.worded], Segmenter(dictionary))
        words.save(folder / WORDS)
        Wording.learnt(asked_of(corpus), corpus.examples).save(folder / WORDING)
        seal(folder, expected)
    return BuildReport(len(corpus.clauses), len(chunks), embedded, len(groups) - embedded, changed=True)


# what reading a file that is cut short or not what it should be ends in
_DAMAGED = (OSError, ValueError, LookupError, TypeError, EOFError, IndexStoreError)


def open_index(corpus: Corpus, store: IndexStore, embedder: Embedder) -> HybridRetriever:
    """The retriever over an index, once it is sure that the index belongs to this corpus and model.

    Raises:
        IndexMissingError: nothing has been built there.
        IndexStaleError: it was built from something else; the message says what and names the mending command.
        IndexStoreError: it is damaged.
    """
    build = require_current(corpus, store, embedder)
    try:
        return _open(corpus, build, embedder)
    except _DAMAGED as error:
        if store.require() != build:  # a build that finished meanwhile has removed this one
            return open_index(corpus, store, embedder)
        raise IndexStoreError(f"{build}: damaged ({error}). Run: {store.build_command} --rebuild") from error


def _open(corpus: Corpus, build: Path, embedder: Embedder) -> HybridRetriever:
    chunks, examples = chunks_of(corpus), example_chunks(corpus)
    query_mean = np.load(build / QUERY_MEAN)
    rows, _, vectors = read_vectors(build / VECTORS)
    missing = [chunk.id for chunk in (*chunks, *examples) if chunk.id not in rows]
    if missing:
        raise IndexStoreError(f"{len(missing)} vectors are missing, the first {missing[0]}")
    dense, of_examples = (
        DenseIndex(vectors[[rows[chunk.id] for chunk in part]], query_mean) for part in (chunks, examples)
    )
    if query_mean.shape != vectors.shape[1:]:
        raise IndexStoreError(f"{QUERY_MEAN} has another length than the vectors")
    lexical = LexicalIndex.load(build / WORDS)
    if lexical.size != sum(chunk.worded for chunk in chunks):
        raise IndexStoreError(f"{WORDS} holds {lexical.size} chunks")
    labels = [label for label, texts in corpus.examples.items() for _ in texts]
    of_wording = Wording.load(build / WORDING)
    return HybridRetriever(corpus, chunks, dense, lexical, embedder, ExampleIndex(of_examples, labels, of_wording))


def asked_of(corpus: Corpus) -> list[str]:
    """Every typical question of a corpus."""
    return [question for questions in corpus.questions.values() for question in questions]


def plain_questions() -> list[str]:
    """Questions of every kind: their mean vector is what all questions have in common."""
    return PLAIN_QUESTIONS.read_text(encoding="utf-8").splitlines()


def _known(
    store: IndexStore, current: Path | None, expected: Mapping[str, str]
) -> tuple[dict[str, Vectors], Vectors | None]:
    """Vectors by passage digest and the query mean of an index that embeds alike; else nothing."""
    if current is None:
        return {}, None
    try:
        if not same_vectors(expected, store.fingerprint(current)):
            return {}, None
        rows, digests, vectors = read_vectors(current / VECTORS)
        query_mean: Vectors = np.load(current / QUERY_MEAN)
    except _DAMAGED:  # build anew
        return {}, None
    positions: dict[str, list[int]] = {}
    for _, row in sorted(rows.items(), key=lambda item: _chunk_order(item[0])):
        positions.setdefault(digests[row], []).append(row)
    return {digest: vectors[found] for digest, found in positions.items()}, query_mean


def _chunk_order(identity: str) -> tuple[str, int]:
    clause, _, number = identity.rpartition("/")
    return clause, int(number)


def _embed(
    groups: Sequence[ChunkGroup], known: dict[str, Vectors], embedder: Embedder, progress: Progress | None
) -> tuple[Vectors, int]:
    """The vectors of all chunks in order, and how many passages had to be embedded."""
    fresh = {
        group.digest: group.passage
        for group in groups
        if group.digest not in known or len(known[group.digest]) < group.passage.vectors
    }
    done = 0

    def report(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, len(fresh))

    encoded = embedder.passages(list(fresh.values()), report) if fresh else []
    table = known | dict(zip(fresh, encoded, strict=True))
    # the same text twice in a corpus has one digest and one set of vectors
    return np.concatenate([table[group.digest][: group.passage.vectors] for group in groups]), len(fresh)
