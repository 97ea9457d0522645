"""Which chunks are embedded together (pure): a whole chunk with its windows, or a typical question."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from index.embedder import Passage
from index.model import Chunk, ChunkKind


@dataclass(frozen=True, slots=True)
class ChunkGroup:
    """Chunks whose vectors come from one passage; `digest` changes whenever these would."""

    chunks: tuple[Chunk, ...]
    passage: Passage
    digest: str


def groups_of(chunks: Sequence[Chunk]) -> list[ChunkGroup]:
    """The groups of all chunks, in chunk order: each whole chunk takes the windows that follow it."""
    members: list[list[Chunk]] = []
    for chunk in chunks:
        if chunk.kind is ChunkKind.WINDOW:
            members[-1].append(chunk)
        else:
            members.append([chunk])
    return [_group(tuple(group)) for group in members]


def _group(chunks: tuple[Chunk, ...]) -> ChunkGroup:
    head, *windows = chunks
    shift = len(head.text) - head.end  # from the clause as described to the chunk with its headings
    passage = Passage(head.text, tuple((window.start + shift, window.end + shift) for window in windows))
    content = f"{head.kind.value}\0{passage.text}\0{passage.windows}"
    return ChunkGroup(chunks, passage, hashlib.sha256(content.encode("utf-8")).hexdigest())
