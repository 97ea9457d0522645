"""Clauses → chunks (pure): whole under their headings, in windows, and by typical questions.

A chunk never joins two clauses. The embedding model cuts what lies beyond 512 tokens in silence, so
no chunk is longer than CHUNK_CHARACTERS.
"""

from collections.abc import Iterator, Sequence

from corpus.ids import ClauseId
from corpus.model import Clause, ClauseKind, Corpus, PolicyDocument
from index.model import Chunk, ChunkId, ChunkKind

CHUNK_CHARACTERS = 450
PREFIX_CHARACTERS = 120
WINDOW_CHARACTERS = 80
WINDOW_STEP = 50
_SENTENCE_END = "。！？；"
_PAIRS = dict(zip("（(“《〈【", "）)”》〉】", strict=True))
_CLOSING = frozenset(_PAIRS.values())


def chunks_of(corpus: Corpus) -> list[Chunk]:
    """Every chunk of a corpus, clause by clause in the order of its documents."""
    return [
        chunk
        for document in corpus.documents
        for clause in document.clauses
        for chunk in clause_chunks(document, clause, corpus.questions.get(clause.id, ()))
    ]


def example_chunks(corpus: Corpus) -> list[Chunk]:
    """The examples of what is not answered, as chunks without a clause."""
    return [
        Chunk(ChunkId(f"example:{label.value}/{number}"), ClauseId(f"example:{label.value}"), ChunkKind.EXAMPLE, text)
        for label, texts in corpus.examples.items()
        for number, text in enumerate(texts)
    ]


def clause_chunks(document: PolicyDocument, clause: Clause, questions: Sequence[str]) -> list[Chunk]:
    """The chunks of one clause: at least one, ids unique and readable."""
    prefix = heading_prefix(document, clause)
    body = clause.described
    found: list[Chunk] = []
    for start, end in parts(body, CHUNK_CHARACTERS - len(prefix) - 1):
        text = f"{prefix}\n{body[start:end]}" if prefix else body[start:end]
        found.append(_chunk(clause, ChunkKind.WHOLE, len(found), text, start, end))
        if clause.kind is not ClauseKind.ROW:
            for first, last in windows(start, end):
                found.append(_chunk(clause, ChunkKind.WINDOW, len(found), body[first:last], first, last))
    for question in questions:
        found.append(_chunk(clause, ChunkKind.QUESTION, len(found), question, 0, 0))
    return found


def _chunk(clause: Clause, kind: ChunkKind, number: int, text: str, start: int, end: int) -> Chunk:
    return Chunk(ChunkId(f"{clause.id}/{number}"), clause.id, kind, text, start, end)


def heading_prefix(document: PolicyDocument, clause: Clause) -> str:
    """Title and headings in front of a clause, the innermost kept when they are too long.

    A title taken from a file name is shown and not indexed.
    """
    titles = () if document.title_from == "file" else (document.title,)
    names = [name.rstrip("：:") for name in (*titles, *clause.headings)]
    if clause.kind is ClauseKind.ARTICLE:
        names.append(clause.section)
    kept: list[str] = []
    for name in reversed(names):
        if sum(map(len, kept)) + len(kept) + len(name) > PREFIX_CHARACTERS:
            break
        kept.insert(0, name)
    return " ".join(kept)


def parts(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Spans that cover a text in order, each at most `limit` long, cut at sentence ends where possible."""
    start = end = 0
    for sentence in sentence_spans(text):
        for piece_start, piece_end in _pieces(*sentence, limit):
            if piece_end - start > limit:
                yield start, end
                start = piece_start
            end = piece_end
    if end > start:
        yield start, end


def _pieces(start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    while end - start > limit:
        yield start, start + limit
        start += limit
    yield start, end


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, together the whole text.

    A semicolon or line end ends a sentence too; nothing inside brackets or quotation marks does, as
    long as they are closed before the line ends.
    """
    found: list[tuple[int, int]] = []
    start, inside = 0, _closed_brackets(text)
    depth = 0
    for at, character in enumerate(text):
        depth += inside.get(at, 0)
        if character == "\n" or (character in _SENTENCE_END and depth == 0):
            found.append((start, at + 1))
            start = at + 1
    if start < len(text):
        found.append((start, len(text)))
    return found


def _closed_brackets(text: str) -> dict[int, int]:
    """+1 where a bracket opens that is closed on its line, −1 where that one closes."""
    marks: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if character == "\n":
            waiting.clear()
        elif character in _PAIRS:
            waiting.append((_PAIRS[character], at))
        elif character in _CLOSING:
            while waiting and waiting[-1][0] != character and any(mark == character for mark, _ in waiting):
                waiting.pop()
            if waiting and waiting[-1][0] == character:
                marks[waiting.pop()[1]] = 1
                marks[at] = -1
    return marks


def windows(start: int, end: int) -> list[tuple[int, int]]:
    """Overlapping spans of WINDOW_CHARACTERS, WINDOW_STEP apart; none where one would cover all."""
    if end - start <= WINDOW_CHARACTERS:
        return []
    firsts = range(start, end - WINDOW_CHARACTERS + WINDOW_STEP, WINDOW_STEP)
    return [(first, min(first + WINDOW_CHARACTERS, end)) for first in firsts]
