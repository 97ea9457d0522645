"""What an index was built from; opening one that differs is refused."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import corpus as corpus_package
import index as index_package
from corpus.model import Corpus

FORMAT = "1"
# Whatever these modules do differently, the chunks or the terms come out differently.
_SHAPING = ("blocks", "clause_parser", "clause_tree", "front", "markers", "numerals", "shape", "tables")
_CUTTING = ("chunking", "dense", "embedder", "lexical", "passages", "segment")
_NAMES = {
    "corpus": "the texts, their questions or their glossary",
    "embedder": "the embedding model",
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
        "chunking": _code(),
        "versions": " ".join(f"{name}-{version(name)}" for name in ("chromadb", "bm25s", "jieba")),
    }


@lru_cache(maxsize=1)
def _code() -> str:
    """sha256 over the modules that cut: nobody has to remember to raise a number."""
    total = hashlib.sha256()
    for package, modules in ((corpus_package, _SHAPING), (index_package, _CUTTING)):
        for module in modules:
            total.update((Path(package.__path__[0]) / f"{module}.py").read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]


def differences(expected: Mapping[str, str], found: Mapping[str, object]) -> list[str]:
    """What differs, in words for the message; empty when nothing does."""
    return [words for key, words in _NAMES.items() if expected.get(key) != found.get(key)]
