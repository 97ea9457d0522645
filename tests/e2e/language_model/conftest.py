"""A language model behind a real server, and assistants with and without it, over the mini corpus."""

import re
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from assistant.answering import Assistant
from assistant.phrasing.chat_model import ChatModel
from assistant.phrasing.prompted import PromptedGenerator
from tests.conftest import MINI
from tests.factories import small_assistant
from tests.model_server import ModelServer, model_server, says
from tests.modelled import GOOD, KEY, TIMEOUT, SureAssistant


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with model_server(says(GOOD)) as running:
        yield running


@pytest.fixture(scope="module")
def chat(server: ModelServer) -> ChatModel:
    made = ChatModel(server.url, "m", SecretStr(KEY), retries=1)
    made.load()
    return made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    opened = small_assistant(MINI, tmp_path_factory.mktemp("index"))
    return SureAssistant(opened.corpus, lambda: opened.retriever)


@pytest.fixture
def assistant(plain: Assistant, chat: ChatModel, server: ModelServer) -> Assistant:
    """The assistant with the model, which has not failed yet and has been sent nothing."""
    server.bodies.clear()
    server.behaviour = says(GOOD)
    generator = PromptedGenerator(chat, TIMEOUT, masked=lambda text: re.sub("[0-9]{11}", "号码", text))
    return SureAssistant(plain.corpus, lambda: plain.retriever, generator)
