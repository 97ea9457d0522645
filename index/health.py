"""What an index holds and where it differs from its corpus."""

from typing import Any

from corpus.model import Corpus
from index.build import open_index
from index.chunking import chunks_of, example_chunks
from index.dense import read_vectors
from index.embedder import Embedder
from index.errors import IndexStaleError, IndexStoreError
from index.fingerprint import differences, fingerprint_of
from index.passages import groups_of
from index.store import VECTORS, IndexStore


def status(corpus: Corpus, store: IndexStore, embedder: Embedder) -> dict[str, Any]:
    """What is in an index, JSON-ready; never raises for an index that is missing or stale."""
    build = store.current()
    known = {"index": str(store.folder), "corpus": corpus.root, "documents": len(corpus.documents)}
    known |= {"clauses": len(corpus.clauses), "questions": sum(map(len, corpus.questions.values()))}
    if build is None:
        return {**known, "state": "missing"}
    found = store.fingerprint(build)
    stale = differences(fingerprint_of(corpus, embedder.fingerprint), found)
    return {
        **known,
        "state": "stale" if stale else "current",
        "changed": stale,
        "bytes": sum(path.stat().st_size for path in build.rglob("*") if path.is_file()),
        "fingerprint": found,
    }


def faults(corpus: Corpus, store: IndexStore, embedder: Embedder) -> list[str]:
    """Every difference between an index and its corpus, one line each; none when they agree.

    Raises:
        IndexMissingError: there is no index.
    """
    build = store.require()
    found = [
        f"changed: {what}"
        for what in differences(fingerprint_of(corpus, embedder.fingerprint), store.fingerprint(build))
    ]
    try:
        rows, digests, _ = read_vectors(build / VECTORS)
    except IndexStoreError as error:
        return [*found, str(error)]
    groups = groups_of([*chunks_of(corpus), *example_chunks(corpus)])
    expected = {chunk.id: group.digest for group in groups for chunk in group.chunks}
    found += [f"not indexed: {identity}" for identity in sorted(expected.keys() - rows.keys())]
    found += [f"no longer in the corpus: {identity}" for identity in sorted(rows.keys() - expected.keys())]
    found += [
        f"indexed from another text: {identity}"
        for identity in sorted(expected.keys() & rows.keys())
        if digests[rows[identity]] != expected[identity]
    ]
    if not found:
        try:
            open_index(corpus, store, embedder)
        except IndexStoreError as error:
            found.append(str(error))
    return found


def require_sound(corpus: Corpus, store: IndexStore, embedder: Embedder) -> None:
    """Nothing, when the index agrees with its corpus.

    Raises:
        IndexMissingError: there is no index.
        IndexStaleError: it differs; the message names the first difference and the mending command.
    """
    found = faults(corpus, store, embedder)
    if found:
        raise IndexStaleError(f"{len(found)} differences, the first: {found[0]}. Run: {store.build_command}")
