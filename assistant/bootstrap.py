"""The only place where objects are wired together."""

import hashlib
import logging
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering import Assistant
from assistant.approved import ApprovedAnswers
from assistant.personal import masked
from assistant.phrasing.generate import Generator
from assistant.settings import ROOT, Settings, read_settings
from corpus.loader import load_corpus
from corpus.model import Corpus
from index.embedder import SentenceTransformerEmbedder
from index.fingerprint import require_current
from index.store import BUILD_COMMAND, IndexStore

if TYPE_CHECKING:
    from assistant.phrasing.chat_model import ChatModel
    from index.build import Progress
    from index.retriever import HybridRetriever

_log = logging.getLogger(__name__)


def load(settings: Settings) -> Corpus:
    """The corpus that the settings name; what is odd about it is logged as warnings."""
    corpus = load_corpus(settings.corpus)
    for warning in corpus.warnings:
        _log.warning(warning)
    return corpus


def open_assistant(
    corpus: str | Path | None = None,
    index: str | Path | None = None,
    progress: "Progress | None" = None,
    approved: ApprovedAnswers | None = None,
) -> Assistant:
    """The assistant over a corpus folder (default: the shipped one) and its index.

    A missing index of the shipped corpus is built first; without `approved` no approved answers are given.

    Raises:
        PolicyError: the corpus, the index or the model is not usable; the message says what to do.
    """
    settings = read_settings(corpus=corpus)
    loaded = load(settings)
    store = index_store(settings, index)
    if not is_shipped(settings.corpus):
        store.require()
    embedder = make_embedder(settings)
    if store.current() is None:
        from index.build import build_index

        build_index(loaded, store, make_embedder(settings, building=True), progress=progress)
    require_current(loaded, store, embedder)
    return Assistant(loaded, lambda: _opened(loaded, store, embedder), make_generator(settings), approved)


def _opened(corpus: Corpus, store: IndexStore, embedder: SentenceTransformerEmbedder) -> "HybridRetriever":
    from index.build import open_index

    return open_index(corpus, store, embedder)


def served_corpus(settings: Settings, index: Path | None = None) -> Corpus:
    """The corpus, when `open_assistant` may go on with it: an index that fits, or one that it will build.

    Raises:
        PolicyError: the corpus, the index or the model is not usable; the message says what to do.
    """
    loaded, store = load(settings), index_store(settings, index)
    if store.current() is None and is_shipped(settings.corpus):
        return loaded
    store.require()
    require_current(loaded, store, make_embedder(settings))
    return loaded


def make_embedder(settings: Settings, building: bool = False) -> SentenceTransformerEmbedder:
    """The embedder that the settings name; the bundled model is prepared when it is not there yet."""
    model = settings.embedding_model
    if not model:
        from index.bundled_model import prepare

        model = str(prepare(settings.var / "models"))
    threads = (settings.build_threads or os.cpu_count() or 1) if building else settings.query_threads
    return SentenceTransformerEmbedder(model, threads)


def make_generator(settings: Settings) -> Generator | None:
    """The language model that the settings name, behind what may be sent to it; None when they name none."""
    if not settings.llm_base_url:
        return None
    from assistant.phrasing.prompted import PromptedGenerator

    return PromptedGenerator(make_chat_model(settings), settings.llm_timeout, masked)


def make_chat_model(settings: Settings) -> "ChatModel":
    """The chat model that the settings name; nothing is imported or sent before it is asked."""
    from assistant.phrasing.chat_model import ChatModel

    return ChatModel(settings.llm_base_url, settings.llm_model, settings.llm_api_key, settings.llm_retries)


def index_store(settings: Settings, index: str | Path | None = None) -> IndexStore:
    """The index of a corpus: in the folder named, else in one of its own under var/index/."""
    root = settings.corpus.resolve()
    command = BUILD_COMMAND if is_shipped(root) else f"{BUILD_COMMAND} --corpus {shlex.quote(str(settings.corpus))}"
    if index is not None:
        return IndexStore(Path(index), f"{command} --index {shlex.quote(str(index))}")
    name = "shipped" if is_shipped(root) else f"{root.name}-{hashlib.sha256(str(root).encode()).hexdigest()[:8]}"
    return IndexStore(settings.var / "index" / name, command)


def is_shipped(corpus: Path) -> bool:
    """True for the corpus that comes with the project."""
    return corpus.resolve() == ROOT / "corpus"
