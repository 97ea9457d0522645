"""What the routes share: the assistant once it is open, the gate before it, the recorder and the metrics behind it."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from starlette.requests import Request

from assistant.bootstrap import Assistant
from assistant.conversation import Conversation
from assistant.model import Answer
from assistant.web.failures import RefusedError
from assistant.web.gate import RETRY_AFTER, Gate, while_connected
from assistant.web.holder import AssistantHolder
from assistant.web.metrics import Metrics
from assistant.web.recorder import Recorder
from corpus.model import Corpus
from corpus.rules import RuleBook
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


@dataclass(frozen=True, slots=True)
class Service:
    """Answers the questions of all routes."""

    holder: AssistantHolder
    corpus: Corpus
    gate: Gate
    recorder: Recorder
    metrics: Metrics

    def assistant(self) -> Assistant:
        """The assistant.

        Raises:
            RefusedError: it is not open yet, or cannot be opened (503).
        """
        found = self.holder.get(0)
        if found is None:
            raise self.not_open()
        return found

    @property
    def rules(self) -> RuleBook:
        """The rules of the corpus that is served: after a rebuild, of the one that was built."""
        return (self.holder.rebuilt or self.corpus).rules

    def not_open(self) -> RefusedError:
        """Why the assistant cannot be asked yet, or at all."""
        code = "unavailable" if self.holder.failure else "starting"
        return RefusedError(503, code, headers={"Retry-After": str(RETRY_AFTER)})

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

    async def stream(self, request: Request, asked: Asked) -> AsyncIterator[str | Answered]:
        """The pieces of an answer's text as they come, then the answer; begins when its turn has come.

        Raises:
            RefusedError, ClientGoneError: as for `answer`, before the first piece or between two.
        """
        job, heard = self._speech(asked)
        await while_connected(request, self.gate.start(job))
        return heard

    async def spoken(self, asked: Asked) -> AsyncIterator[str | Answered]:
        """The same for the page, which closes the iterator when nobody listens any more.

        Raises:
            RefusedError: as for `answer`, before the first piece or between two.
        """
        job, heard = self._speech(asked)
        await self.gate.start(job)
        return heard

    def _speech(self, asked: Asked) -> tuple[Callable[[], None], AsyncIterator[str | Answered]]:
        """The job that speaks an answer, and what is heard of it."""
        assistant = self.assistant()
        loop, spoken = asyncio.get_running_loop(), asyncio.Queue[str | Answered | Exception | None]()
        unheard = threading.Event()

        def speak() -> None:
            try:
                for piece in assistant.stream(asked.question, _conversation(asked), asked.district, asked.on):
                    if unheard.is_set():
                        return
                    said = self._kept(asked, piece) if isinstance(piece, Answer) else piece
                    loop.call_soon_threadsafe(spoken.put_nowait, said)
                loop.call_soon_threadsafe(spoken.put_nowait, None)
            except Exception as error:  # noqa: BLE001  # raised again where it is heard
                loop.call_soon_threadsafe(spoken.put_nowait, error)

        return speak, _heard(spoken, unheard)

    def _kept(self, asked: Asked, answer: Answer) -> Answered:
        """The answer, counted and recorded; one that cannot be recorded is given all the same."""
        self.metrics.answered(asked.channel, answer)
        try:
            identity = self.recorder.answered(asked.question, answer, asked.channel, asked.name)
        except Exception:  # noqa: BLE001  # whatever keeps it from being kept, the asker gets the answer
            _log.exception("an answer could not be recorded")
            self.metrics.unrecorded()
            return Answered(answer, None)
        return Answered(answer, identity)


async def _heard(
    spoken: "asyncio.Queue[str | Answered | Exception | None]", unheard: threading.Event
) -> AsyncIterator[str | Answered]:
    try:
        while (said := await spoken.get()) is not None:
            if isinstance(said, Exception):
                raise _damaged(said) from said
            yield said
    finally:
        unheard.set()


def _conversation(asked: Asked) -> Conversation:
    return Conversation(asked.history)


def _damaged(error: Exception) -> RefusedError:
    _log.error("no answer: %s: %s", type(error).__name__, error)
    return RefusedError(503, "unavailable", headers={"Retry-After": str(RETRY_AFTER)})
