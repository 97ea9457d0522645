"""A language model that fails, stalls or never ends, and the answers without it."""

import threading
import time

import pytest
from pydantic import SecretStr

from assistant.answering import Assistant
from assistant.phrasing.chat_model import ChatModel
from assistant.phrasing.prompted import PromptedGenerator
from tests.model_server import (
    Behaviour,
    Exchange,
    ModelServer,
    dribbles,
    eventually,
    fails,
    floods,
    hangs_up,
    raw,
    says,
    stalls,
)
from tests.modelled import A_LITTLE, GOOD, KEY, QUESTION, TIMEOUT, SureAssistant, extractive, without_latency

FAILING: dict[str, Behaviour] = {
    "stalls at once": stalls(),
    "stalls amid a sentence": stalls("珍本证每人收取押"),
    "sends a byte at a time": dribbles,
    "fails": fails(500),
    "refuses the key": fails(401),
    "wants to be asked later": fails(429, Retry_After="30"),
    "sends broken events": raw("data: {nonsense\n\n"),
    "sends no events": raw("<html>hello</html>"),
    "sends an error as an event": raw('data: {"error": {"message": "no"}}\n\n'),
    "sends events of another shape": raw('data: {"choices": [{"delta": {"content": 5}}]}\n\ndata: [1]\n\n'),
    "sends nothing in an event": raw("data: null\n\n"),
    "sends choices that are none": raw('data: {"choices": [5]}\n\n'),
    "sends what is nested without end": raw(f"data: {'[' * 200_000}\n\n"),
    "says nothing": says(""),
    "hangs up": hangs_up,
    "never stops": floods,
}


@pytest.mark.parametrize("behaviour", FAILING.values(), ids=FAILING)
def test_a_failure_leaves_the_answer_as_it_is_without_a_model_and_in_time(
    assistant: Assistant,
    plain: Assistant,
    server: ModelServer,
    behaviour: Behaviour,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.behaviour = behaviour
    started = time.monotonic()
    answer = assistant.ask(QUESTION)
    assert time.monotonic() - started < TIMEOUT + A_LITTLE
    assert without_latency(answer) == extractive(plain)
    assert server.bodies
    assert KEY not in caplog.text
    assert QUESTION not in caplog.text


def test_what_came_before_a_stall_is_kept(assistant: Assistant, server: ModelServer) -> None:
    server.behaviour = stalls(f"{GOOD}退证")
    answer = assistant.ask(QUESTION)
    assert answer.text.startswith(f"{GOOD}\n\n>")


def test_a_call_that_fails_once_is_tried_again(assistant: Assistant, server: ModelServer) -> None:
    def second(exchange: Exchange) -> None:
        (fails(500) if len(server.bodies) == 1 else says(GOOD))(exchange)

    server.behaviour = second
    assistant._generator._timeout = 20.0
    assert GOOD in assistant.ask(QUESTION).text


def test_a_dead_server_is_left_alone_after_three_questions(assistant: Assistant, server: ModelServer) -> None:
    server.behaviour = fails(400)
    for _ in range(6):
        assistant.ask(QUESTION)
    assert len(server.bodies) == 3


def test_no_thread_outlives_a_server_that_never_ends(assistant: Assistant, server: ModelServer) -> None:
    server.behaviour = dribbles
    assistant.ask(QUESTION)
    assert eventually(lambda: "language-model" not in [thread.name for thread in threading.enumerate()])


def test_a_server_that_is_not_there_changes_nothing(plain: Assistant, chat: ChatModel) -> None:
    gone = ChatModel("http://127.0.0.1:9/v1", "m", SecretStr(""), retries=0)
    assistant = SureAssistant(plain.corpus, lambda: plain.retriever, PromptedGenerator(gone, TIMEOUT))
    assert without_latency(assistant.ask(QUESTION)) == extractive(plain)
