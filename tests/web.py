"""The interfaces over the mini corpus, and real servers of them, for tests."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.model import Answer, AnswerStatus, Route
from assistant.settings import Settings
from assistant.web.holder import AssistantHolder
from assistant.web.recorder import Recorder, UnknownQuestionError
from assistant.web.server import interfaces
from corpus.loader import load_corpus
from tests.conftest import MINI
from tests.factories import small_assistant

ERROR_KEYS = {"code", "message", "field", "request_id"}


@dataclass
class MemoryRecorder:
    """Keeps answers and verdicts in memory."""

    asked: dict[str, tuple[str, Answer, str, str | None]] = field(default_factory=dict)
    verdicts: dict[str, tuple[bool, str | None]] = field(default_factory=dict)

    def answered(self, question: str, answer: Answer, channel: str, conversation: str | None) -> str:
        identity = f"q{len(self.asked) + 1}"
        self.asked[identity] = (question, answer, channel, conversation)
        return identity

    def feedback(self, question_id: str, useful: bool, reason: str | None) -> None:
        if question_id not in self.asked:
            raise UnknownQuestionError(question_id)
        self.verdicts[question_id] = (useful, reason)


@dataclass
class SlowAssistant:
    """Answers when it is let: says when it begins, and waits for `let`."""

    began: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    let: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    spoken: int = 0

    def warm_up(self) -> None:
        pass

    def ask(self, question: str, conversation: Conversation, district: object, on: object) -> Answer:
        self.asked.append(question)
        self.began.release()
        assert self.let.wait(60)
        return Answer(question, AnswerStatus.ANSWERED, Route.RETRIEVAL, "好")

    def stream(self, question: str, conversation: Conversation, district: object, on: object) -> Iterator[str | Answer]:
        yield "好"
        answer = self.ask(question, conversation, district, on)
        self.spoken += 1
        yield answer


@dataclass
class BrokenAssistant:
    """Fails at everything, with words that nobody outside may read."""

    error: Exception = field(default_factory=lambda: RuntimeError("secret/path/of/ours"))

    def warm_up(self) -> None:
        pass

    def ask(self, *_: object, **__: object) -> Answer:
        raise self.error

    def stream(self, *_: object, **__: object) -> Iterator[str | Answer]:
        yield "一"
        raise self.error

    def clock(self) -> float:
        raise self.error


def opened(assistant: object) -> AssistantHolder:
    """A holder whose assistant is open."""
    holder = AssistantHolder(lambda: assistant)
    holder.start()
    assert holder.get(60) is not None
    return holder


def application(
    holder: AssistantHolder | Assistant, recorder: Recorder | None = None, corpus: Path = MINI, **settings: int | str
) -> FastAPI:
    """The interfaces over an assistant; without a limit to the rate unless one is given."""
    held = holder if isinstance(holder, AssistantHolder) else opened(holder)
    values = {"rate_per_minute": 0, **settings}
    return interfaces(Settings(**values), load_corpus(corpus), held, recorder or MemoryRecorder())


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """A real server of an application on a free port of this machine; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", proxy_headers=False))
        started = threading.Event()
        original = server.startup

        async def startup(sockets: list[socket.socket] | None = None) -> None:
            await original(sockets)
            started.set()

        server.startup = startup
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), daemon=True)
        thread.start()
        assert started.wait(60)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(60)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the mini corpus, shared by tests that change nothing of it."""
    return small_assistant(MINI, tmp_path_factory.mktemp("web") / "index")


@pytest.fixture
def recorder() -> MemoryRecorder:
    return MemoryRecorder()


@pytest.fixture
def client(assistant: Assistant, recorder: MemoryRecorder) -> Iterator[TestClient]:
    """Calls the interfaces over that assistant."""
    with TestClient(application(assistant, recorder)) as opened:
        yield opened
