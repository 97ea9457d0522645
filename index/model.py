"""What the index is made of (chunks) and what it gives back (hits)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from corpus.ids import ClauseId
from corpus.model import Clause, PolicyDocument

ChunkId = NewType("ChunkId", str)


class ChunkKind(StrEnum):
    """Why a text leads to its clause."""

    WHOLE = "whole"  # the clause under its headings, or a part of it where it is long
    WINDOW = "window"  # a short stretch of the clause
    QUESTION = "question"  # a typical question
    EXAMPLE = "example"  # of what no clause answers; it leads nowhere


@dataclass(frozen=True, slots=True)
class Chunk:
    """One text that leads to a clause; the clause is what a hit shows.

    `start`/`end` are its span within the clause as described; a typical question has none (0, 0).
    A window follows the whole (or part) that it is a stretch of.
    """

    id: ChunkId
    clause_id: ClauseId
    kind: ChunkKind
    text: str
    start: int = 0
    end: int = 0

    @property
    def worded(self) -> bool:
        """True on the word side too: a window repeats its clause's words, an example belongs to no clause."""
        return self.kind not in (ChunkKind.WINDOW, ChunkKind.EXAMPLE)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a clause and its cosine with the query."""

    start: int
    end: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A typical question and its cosine with the query."""

    question: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found for a query.

    `score` orders the hits of one query and means nothing across queries; `similarity`, the cosine of
    the clause's nearest chunk (−1 … 1), does compare.
    """

    rank: int
    clause: Clause
    document: PolicyDocument
    score: float
    similarity: float
    windows: tuple[Window, ...] = ()  # of the clause as described
    asked: tuple[Asked, ...] = ()  # its typical questions nearest in meaning, nearest first

    @property
    def question(self) -> str | None:
        """Its typical question nearest in meaning."""
        return self.asked[0].question if self.asked else None
