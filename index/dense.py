"""The meaning side: vectors kept in Chroma, scored exactly.

Chroma is the store of record (and at scale the server that the processes share). Scores of every
chunk are needed, because fusion standardises over all clauses; for that an exact scan of vectors in
memory is both faster and repeatable, while an approximate search is neither (docs/decisions/0002).
Raw vectors are stored, so that a moved mean needs no new embedding.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.embedder import Vectors
from index.errors import IndexStoreError
from index.model import Chunk, ChunkId

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.types import Metadata

_COLLECTION = "chunks"
_BATCH = 5000  # Chroma refuses more than 5,461 records at once
MEAN_SHIFT = 0.5

Scores = npt.NDArray[np.float32]


@contextlib.contextmanager
def _client(folder: Path) -> Iterator["ClientAPI"]:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    try:
        yield client
    finally:
        close = getattr(client, "close", None)  # not in the declared interface
        if close is not None:
            close()


def write_vectors(folder: Path, chunks: Sequence[Chunk], digests: Sequence[str], vectors: Vectors) -> None:
    """Put the vectors of all chunks into a new Chroma collection (cosine) under `folder`.

    Raises:
        IndexStoreError: Chroma cannot write there (no room, no right to).
    """
    try:
        _write(folder, chunks, digests, vectors)
    except Exception as error:  # Chroma raises its own, sqlite's and its Rust core's errors
        raise IndexStoreError(f"{folder}: the vector store cannot be written ({error}).") from error


def _write(folder: Path, chunks: Sequence[Chunk], digests: Sequence[str], vectors: Vectors) -> None:
    with _client(folder) as client:
        collection = client.create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(chunks), _BATCH):
            batch = slice(start, start + _BATCH)
            metadata: list[Metadata] = [
                {"clause": chunk.clause_id, "kind": chunk.kind.value, "digest": digest}
                for chunk, digest in zip(chunks[batch], digests[batch], strict=True)
            ]
            collection.add(
                ids=[chunk.id for chunk in chunks[batch]], embeddings=vectors[batch], metadatas=list(metadata)
            )


@contextlib.contextmanager
def _writable(folder: Path) -> Iterator[Path]:
    """The folder itself, or a copy of it: Chroma opens its database for writing even to read it."""
    if os.access(folder, os.W_OK):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="index-") as scratch:
        yield Path(shutil.copytree(folder, Path(scratch) / folder.name, copy_function=shutil.copyfile))


def read_vectors(folder: Path) -> tuple[dict[ChunkId, int], list[str], Vectors]:
    """What `write_vectors` wrote: chunk id → row, digests by row, and the vectors, shape (chunks, dim).

    Raises:
        IndexStoreError: the collection is missing or damaged.
    """
    try:
        with _writable(folder) as place, _client(place) as client:
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            found = collection.get(include=["embeddings", "metadatas"])
    except Exception as error:  # Chroma raises its own, sqlite's and its Rust core's errors
        raise IndexStoreError(f"{folder}: the vector store cannot be read ({error})") from error
    rows = {ChunkId(identity): row for row, identity in enumerate(found["ids"])}
    metadata: Sequence[Mapping[str, object]] = found["metadatas"] or []
    vectors = np.asarray(found["embeddings"], dtype=np.float32)
    return rows, [str(entry["digest"]) for entry in metadata], vectors


class DenseIndex:
    """Cosine similarity of a query to every chunk, in chunk order."""

    def __init__(self, vectors: Vectors, query_mean: Vectors) -> None:
        self._vectors = np.ascontiguousarray(vectors)
        self._query_mean = query_mean

    def shifted(self, query: Vectors) -> Vectors:
        """The query with half of the mean query taken off, L2-normalised again.

        Queries of this family of models crowd around their mean; moving them apart separates what
        they ask from the fact that they ask.
        """
        moved = query - np.float32(MEAN_SHIFT) * self._query_mean
        length = float(np.linalg.norm(moved))
        return query if length == 0 else np.asarray(moved / length, dtype=np.float32)

    def scores(self, query: Vectors) -> Scores:
        """Cosine of every chunk with a raw query vector of shape (dim,); shape (chunks,)."""
        return np.asarray(self._vectors @ self.shifted(query), dtype=np.float32)
