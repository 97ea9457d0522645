"""What an index was built from; opening one that differs is refused."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import corpus as corpus_package
import index as index_package
from corpus.model import Corpus
from index.errors import IndexStaleError
from index.store import IndexStore

if TYPE_CHECKING:
    from index.embedder import Embedder

FORMAT = "1"
# Whatever these modules do differently, the chunks or the terms come out differently.
_SHAPING = (
    *("blocks.py", "clause_parser.py", "clause_tree.py", "folder.py", "front.py", "markers.py"),
    *("model.py", "numerals.py", "shape.py", "tables.py"),
)
_CUTTING = ("chunking.py", "lexical.py", "model.py", "passages.py", "segment.py", "wording.py")
_EMBEDDING = ("embedder.py", "plain_questions.zh.txt")
PLAIN_QUESTIONS = Path(index_package.__path__[0]) / "plain_questions.zh.txt"
_NAMES = {
    "corpus": "the texts, their questions or their glossary",
    "embedder": "the embedding model",
    "vectors": "how passages are embedded",
    "chunking": "how texts are cut into clauses, chunks and terms",
    "versions": "the versions of the index libraries",
    "format": "the format of the index",
}


def fingerprint_of(corpus: Corpus, embedder: str) -> dict[str, str]:
    """Everything that, when it changes, makes an index answer from something else."""
    return {
        "format": FORMAT,
        "corpus": corpus.digest,
        "embedder": embedder,
        "vectors": _code(index_package, _EMBEDDING),
        "chunking": _code(corpus_package, _SHAPING) + _code(index_package, _CUTTING),
        "versions": " ".join(f"{name}-{version(name)}" for name in ("chromadb", "bm25s", "jieba")),
    }


def same_vectors(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """True when two indexes would embed a passage alike, so that one can take over the other's vectors."""
    return all(one.get(key) == other.get(key) for key in ("format", "embedder", "vectors"))


@lru_cache
def _code(package: ModuleType, modules: tuple[str, ...]) -> str:
    """sha256 over modules whose every change may change an index: nobody has to remember to raise a number."""
    total = hashlib.sha256()
    for module in modules:
        total.update((Path(package.__path__[0]) / module).read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]


def differences(expected: Mapping[str, str], found: Mapping[str, object]) -> list[str]:
    """What differs, in words for the message; empty when nothing does."""
    return [words for key, words in _NAMES.items() if expected.get(key) != found.get(key)]


def require_current(corpus: Corpus, store: IndexStore, embedder: "Embedder") -> Path:
    """The build that serves, once it is sure that it belongs to this corpus and model; opens nothing.

    Raises:
        IndexMissingError: nothing has been built there.
        IndexStaleError: it was built from something else; the message says what and names the mending command.
    """
    build = store.require()
    stale = differences(fingerprint_of(corpus, embedder.fingerprint), store.fingerprint(build))
    if stale:
        raise IndexStaleError(
            f"{store.folder}: the index was built otherwise; changed since: {', '.join(stale)}. "
            f"Run: {store.build_command}"
        )
    return build
