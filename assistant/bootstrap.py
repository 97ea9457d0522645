"""The only place where objects are wired together."""

import hashlib
import logging
import os
import shlex
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.conversation import Conversation
from assistant.day import parse_day
from assistant.messages import message
from assistant.model import Answer, AnswerStatus, Question, Route
from assistant.places import Places
from assistant.settings import ROOT, Settings, read_settings
from corpus.errors import UnknownClauseError
from corpus.loader import load_corpus
from corpus.model import Clause, ClauseId, Corpus
from corpus.structure import Structure
from index.build import Progress, build_index, open_index, require_current
from index.embedder import SentenceTransformerEmbedder
from index.model import Hit
from index.store import BUILD_COMMAND, IndexStore

if TYPE_CHECKING:
    from assistant.pipeline import Pipeline
    from index.retriever import HybridRetriever

_log = logging.getLogger(__name__)


class Assistant:
    """Answers questions over one corpus; safe to share between threads."""

    def __init__(self, corpus: Corpus, retriever: "HybridRetriever") -> None:
        self.corpus = corpus
        self.retriever = retriever
        self._structure = Structure(corpus)
        self._places = Places(corpus.districts)

    @cached_property
    def _pipeline(self) -> "Pipeline":
        from assistant.compose import Composer
        from assistant.confidence import confidence_model
        from assistant.exact.desk import Desk
        from assistant.pipeline import Pipeline

        composer = Composer(self.corpus, self._structure, self.retriever.coverage, self._places)
        return Pipeline(Desk(self.corpus), self.retriever, composer, confidence_model(bool(self.corpus.questions)))

    def ask(
        self,
        question: str,
        conversation: Conversation | None = None,
        district: str | None = None,
        on: date | str | None = None,
    ) -> Answer:
        """One question, one cited answer; whatever goes wrong inside becomes status unavailable.

        Raises:
            BadCallError: `on` is a text that is not a day like 2022-06-01.
        """
        from assistant.pipeline import Asked

        started = self.clock()
        asked = Asked(Question(question, district, parse_day(on)), conversation or Conversation())
        try:
            answer = self._pipeline.runnable.invoke(asked)
        except Exception as error:  # noqa: BLE001  # here a fault of ours becomes an answer
            answer = _unavailable(question, error)
        return self._timed(answer, started)

    def stream(
        self,
        question: str,
        conversation: Conversation | None = None,
        district: str | None = None,
        on: date | str | None = None,
    ) -> Iterator[str | Answer]:
        """The answer's text piece by piece, then the Answer itself.

        Raises:
            BadCallError: as for `ask`.
        """
        from assistant.pipeline import ANSWER, TEXT, Asked

        started = self.clock()
        asked = Asked(Question(question, district, parse_day(on)), conversation or Conversation())
        try:
            for piece in self._pipeline.spoken.stream(asked):
                yield self._timed(piece[ANSWER], started) if ANSWER in piece else piece[TEXT]
        except Exception as error:  # noqa: BLE001  # as in ask
            answer = self._timed(_unavailable(question, error), started)
            yield answer.text
            yield answer

    def search(self, query: str, k: int = 10, district: str | None = None, on: date | str | None = None) -> list[Hit]:
        """Ranked clauses for a look-up; never declines, returns min(k, clauses) hits.

        Raises:
            BadCallError: as for `ask`.
        """
        from assistant.understand import cleaned

        known = self._places.called(district)
        return self.retriever.search(cleaned(query), known.name if known else None, parse_day(on), max(1, k))

    def clause(self, identity: ClauseId) -> Clause:
        """The clause of that id.

        Raises:
            UnknownClauseError: the corpus has no such clause.
        """
        clause = self._structure.clause(identity)
        if clause is None:
            raise UnknownClauseError(f"no clause {identity!r} in {self.corpus.root}")
        return clause

    def clock(self) -> float:
        """Seconds on a clock that stands still while the embedding model is loaded."""
        return time.perf_counter() - self.retriever.loading_seconds

    def _timed(self, answer: Answer, started: float) -> Answer:
        return replace(answer, latency_ms=(self.clock() - started) * 1000)

    def warm_up(self) -> None:
        """Load the model and everything that the first question would otherwise wait for."""
        self.ask(message("page.warm_up"))


def _unavailable(question: str, error: Exception) -> Answer:
    _log.error("question failed: %s: %s", type(error).__name__, error, exc_info=_log.isEnabledFor(logging.DEBUG))
    return Answer(question, AnswerStatus.UNAVAILABLE, Route.DECLINE, message("decline.unavailable"))


def load(settings: Settings) -> Corpus:
    """The corpus that the settings name; what is odd about it is logged as warnings."""
    corpus = load_corpus(settings.corpus)
    for warning in corpus.warnings:
        _log.warning(warning)
    return corpus


def open_assistant(
    corpus: str | Path | None = None, index: str | Path | None = None, progress: Progress | None = None
) -> Assistant:
    """The assistant over a corpus folder (default: the shipped one) and its index.

    A missing index of the shipped corpus is built first.

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
        build_index(loaded, store, make_embedder(settings, building=True), progress=progress)
    return Assistant(loaded, open_index(loaded, store, embedder))


def require_index(settings: Settings, index: Path | None = None) -> None:
    """Nothing, when `open_assistant` may go on: an index that fits, or one that it will build.

    Raises:
        PolicyError: the corpus, the index or the model is not usable; the message says what to do.
    """
    loaded, store = load(settings), index_store(settings, index)
    if store.current() is None and is_shipped(settings.corpus):
        return
    store.require()
    require_current(loaded, store, make_embedder(settings))


def make_embedder(settings: Settings, building: bool = False) -> SentenceTransformerEmbedder:
    """The embedder that the settings name; the bundled model is prepared when it is not there yet."""
    model = settings.embedding_model
    if not model:
        from index.bundled_model import prepare

        model = str(prepare(settings.var / "models"))
    threads = (settings.build_threads or os.cpu_count() or 1) if building else settings.query_threads
    return SentenceTransformerEmbedder(model, threads)


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
