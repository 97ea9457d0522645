"""What an index was built from; opening one that differs is refused."""

from collections.abc import Mapping
from importlib.metadata import version

from corpus.model import Corpus
from index import chunking, lexical
from index.dense import MEAN_SHIFT

FORMAT = "1"
_NAMES = {
    "corpus": "the texts, their questions or their glossary",
    "embedder": "the embedding model",
    "chunking": "how clauses are cut into chunks",
    "scoring": "how words are scored",
    "versions": "the versions of the index libraries",
    "format": "the format of the index",
}


def fingerprint_of(corpus: Corpus, embedder: str) -> dict[str, str]:
    """Everything that, when it changes, makes an index answer from something else."""
    return {
        "format": FORMAT,
        "corpus": corpus.digest,
        "embedder": embedder,
        "chunking": f"{chunking.CHUNK_CHARACTERS}/{chunking.PREFIX_CHARACTERS}/"
        f"{chunking.WINDOW_CHARACTERS}/{chunking.WINDOW_STEP}",
        "scoring": f"{lexical.K1}/{lexical.B}/{MEAN_SHIFT}",
        "versions": " ".join(f"{name}-{version(name)}" for name in ("chromadb", "bm25s", "jieba")),
    }


def differences(expected: Mapping[str, str], found: Mapping[str, object]) -> list[str]:
    """What differs, in words for the message; empty when nothing does."""
    return [words for key, words in _NAMES.items() if expected.get(key) != found.get(key)]
