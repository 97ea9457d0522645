"""The assistant: one question in, one cited answer out."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.approved import ApprovedAnswers
from assistant.conversation import Conversation
from assistant.day import parse_day
from assistant.messages import message
from assistant.model import Answer, AnswerStatus, Question, Route
from assistant.personal import masked
from assistant.phrasing.generate import Generator
from assistant.search import Search
from assistant.steps import Steps
from assistant.turn import Asked
from assistant.understand import cleaned
from corpus.errors import UnknownClauseError
from corpus.ids import ClauseId
from corpus.model import Clause, Corpus
from index.errors import IndexStoreError

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable
    from langchain_core.runnables.utils import AddableDict

    from index.model import Hit
    from index.retriever import HybridRetriever

_log = logging.getLogger(__name__)


class Assistant:
    """Answers questions over one corpus; safe to share between threads.

    The index is opened when the first question needs it: what rules answer waits for nothing.
    """

    def __init__(
        self,
        corpus: Corpus,
        retriever: "Callable[[], HybridRetriever]",
        generator: Generator | None = None,
        approved: ApprovedAnswers | None = None,
    ) -> None:
        """Take the corpus, what opens its index (once), and the language model and approved answers, if any."""
        self.corpus, self._generator = corpus, generator
        self._steps = Steps(corpus, self._search, generator, approved)
        self.approvals = self._steps.approvals
        self._open = retriever
        self._opening = threading.Lock()
        self._opened: HybridRetriever | None = None
        self._seconds_opening = 0.0

    @property
    def retriever(self) -> "HybridRetriever":
        """The retriever over the index, opened now if it was not yet.

        Raises:
            IndexStoreError: the index is damaged.
        """
        with self._opening:
            if self._opened is None:
                started = time.perf_counter()
                self._opened = self._open()
                self._seconds_opening = time.perf_counter() - started
            return self._opened

    def _search(self, steps: Steps) -> Search:
        from assistant.compose import Composer
        from assistant.confidence import confidence_model

        known = steps.structure, self.retriever.coverage, steps.places, steps.shown, steps.contrasts
        weighs = Composer(self.corpus, *known), confidence_model(self.corpus.taught)
        return Search(self.retriever, *weighs, steps.elsewhere, steps.unsaid, steps.wording, steps.spelling)

    @cached_property
    def _chain(self) -> "Runnable[Asked, Answer]":
        from assistant.pipeline import chained

        return chained(self._steps)

    @cached_property
    def _spoken(self) -> "Runnable[Asked, AddableDict]":
        from assistant.pipeline import spoken

        return spoken(self._steps)

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
            IndexStoreError: the index is damaged.
        """
        started = self.clock()
        asked = _asked(question, conversation, district, on)
        try:
            answer = self._steps.from_rules(asked) or self._chain.invoke(asked)
        except IndexStoreError:
            raise
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
            BadCallError, IndexStoreError: as for `ask`.
        """
        started = self.clock()
        asked = _asked(question, conversation, district, on)
        try:
            answer = self._steps.from_rules(asked)
            if answer is None:
                from assistant.pipeline import ANSWER, TEXT

                for piece in self._spoken.stream(asked):
                    yield self._timed(piece[ANSWER], started) if ANSWER in piece else piece[TEXT]
                return
        except IndexStoreError:
            raise
        except Exception as error:  # noqa: BLE001  # as in ask
            answer = _unavailable(question, error)
        yield from answer.pieces
        yield self._timed(answer, started)

    def search(self, query: str, k: int = 10, district: str | None = None, on: date | str | None = None) -> "list[Hit]":
        """Ranked clauses for a look-up; never declines, returns min(k, clauses) hits.

        Raises:
            BadCallError, IndexStoreError: as for `ask`.
        """
        known = self._steps.places.called(district)
        return self.retriever.search(
            self._steps.spelling.normal(cleaned(query)), known.name if known else None, parse_day(on), max(1, k)
        )

    def clause(self, identity: ClauseId) -> Clause:
        """The clause of that id.

        Raises:
            UnknownClauseError: the corpus has no such clause.
        """
        clause = self._steps.structure.clause(identity)
        if clause is None:
            raise UnknownClauseError(f"no clause {identity!r} in {self.corpus.root}")
        return clause

    def clock(self) -> float:
        """Seconds on a clock that stands still while the index is opened and the embedding model is loaded."""
        loading = self._opened.loading_seconds if self._opened else 0.0
        loading += self._generator.loading_seconds if self._generator else 0.0
        return time.perf_counter() - self._seconds_opening - loading

    def _timed(self, answer: Answer, started: float) -> Answer:
        return replace(answer, latency_ms=(self.clock() - started) * 1000)

    def warm_up(self) -> None:
        """Open the index, load the model and everything else that the first question would otherwise wait for.

        Raises:
            IndexStoreError: the index is damaged.
        """
        if self._generator:
            self._generator.load()
        question = message("page.warm_up")
        self.search(question, k=1)
        self._steps.spelling.bold(question)  # counts how words stand in our texts: 1.5 seconds, once
        self._chain.invoke(Asked(Question(question), Conversation()))


def _asked(question: str, conversation: Conversation | None, district: str | None, on: date | str | None) -> Asked:
    return Asked(Question(question, district, parse_day(on)), conversation or Conversation())


def _unavailable(question: str, error: Exception) -> Answer:
    _log.error("question failed: %s: %s", type(error).__name__, error, exc_info=_log.isEnabledFor(logging.DEBUG))
    return Answer(masked(question), AnswerStatus.UNAVAILABLE, Route.DECLINE, message("decline.unavailable"))
