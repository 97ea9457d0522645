"""What the routes share: the assistant once it is open, the gate before it, the recorder and the metrics behind it."""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from starlette.requests import Request

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.model import Answer
from assistant.web.failures import RefusedError
from assistant.web.gate import RETRY_AFTER, Gate, while_connected
from assistant.web.holder import AssistantHolder
from assistant.web.metrics import Metrics
from assistant.web.recorder import Recorder, kept
from corpus.model import Corpus
from corpus.rule_book import RuleBook
from index.errors import IndexStoreError

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a route hands it on; `name` is the caller's own for the conversation."""

    question: str
    channel: str
    history: tuple[str, ...] = ()
    district: str | None = None
    on: date | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and the id that feedback refers to; None when it could not be kept."""

    answer: Answer
    question_id: str | None


_Pieces = AsyncGenerator[str | Answered]


@dataclass(frozen=True, slots=True)
class Service:
    """Answers the questions of all routes."""

    holder: AssistantHolder
    first: Corpus  # what was served when the server started
    gate: Gate
    recorder: Recorder
    metrics: Metrics

    def assistant(self) -> Assistant:
        """The assistant.

        Raises:
            RefusedError: it is not open yet, or cannot be opened (503).
        """
        return self.holder.now()

    @property
    def corpus(self) -> Corpus:
        """The corpus that is served: after a rebuild, the one that was built."""
        return self.holder.served(self.first)

    @property
    def rules(self) -> RuleBook:
        """The rules of that corpus."""
        return self.corpus.rules

    async def answer(self, request: Request, asked: Asked) -> Answered:
        """One answer, made in a thread when its turn has come.

        Raises:
            RefusedError, ClientGoneError: see `assistant`, `Gate.start` and `while_connected`.
        """
        assistant = self.assistant()

        def job() -> Answered:
            return self._kept(asked, assistant.ask(asked.question, _conversation(asked), asked.district, asked.on))

        return await self.run(request, job)

    async def run(self, request: Request, job: Callable[[], T]) -> T:
        """What any job over the index results in, when its turn has come.

        Raises:
            RefusedError, ClientGoneError: as for `answer`; 503 also when the index is damaged.
        """

        async def turn() -> T:
            return await (await self.gate.start(job))

        try:
            return await while_connected(request, turn())
        except IndexStoreError as error:
            raise _damaged(error) from error

    async def stream(self, request: Request, asked: Asked) -> _Pieces:
        """The pieces of an answer's text as they come, then the answer; begins when its turn has come.

        Raises:
            RefusedError, ClientGoneError: as for `answer`, before the first piece or between two.
        """
        job, heard = self._speech(asked)
        return heard(await while_connected(request, self.gate.start(job)))

    async def spoken(self, asked: Asked) -> _Pieces:
        """The same for the page, which closes the iterator when nobody listens any more.

        Raises:
            RefusedError: as for `answer`, before the first piece or between two.
        """
        job, heard = self._speech(asked)
        return heard(await self.gate.start(job))

    def _speech(self, asked: Asked) -> tuple[Callable[[], None], "Callable[[asyncio.Future[None]], _Pieces]"]:
        """The job that speaks an answer, and what is heard of it once it is at work."""
        assistant = self.assistant()
        loop, spoken = asyncio.get_running_loop(), asyncio.Queue[str | Answered | None]()
        unheard = threading.Event()

        def speak() -> None:
            try:
                for piece in assistant.stream(asked.question, _conversation(asked), asked.district, asked.on):
                    if unheard.is_set():
                        return
                    said = self._kept(asked, piece) if isinstance(piece, Answer) else piece
                    loop.call_soon_threadsafe(spoken.put_nowait, said)
            finally:
                loop.call_soon_threadsafe(spoken.put_nowait, None)

        return speak, partial(_heard, spoken, unheard)

    def _kept(self, asked: Asked, answer: Answer) -> Answered:
        """The answer, counted and recorded; one that cannot be recorded is given all the same."""
        self.metrics.answered(asked.channel, answer)
        identity = kept(self.recorder, asked.question, answer, asked.channel, asked.name)
        if identity is None:
            self.metrics.unrecorded()
        return Answered(answer, identity)


async def _heard(
    spoken: asyncio.Queue[str | Answered | None], unheard: threading.Event, speaking: "asyncio.Future[None]"
) -> _Pieces:
    """What is spoken, piece by piece.

    Raises:
        RefusedError: whatever has kept the answer from coming to its end (503).
    """
    try:
        while (said := await spoken.get()) is not None:
            yield said
        await asyncio.wait((speaking,))
        if error := speaking.exception():
            raise _damaged(error) from error
    finally:
        unheard.set()


def _conversation(asked: Asked) -> Conversation:
    return Conversation(asked.history)


def _damaged(error: BaseException) -> RefusedError:
    _log.error("no answer: %s: %s", type(error).__name__, error, exc_info=error)
    return RefusedError(503, "unavailable", headers={"Retry-After": str(RETRY_AFTER)})
