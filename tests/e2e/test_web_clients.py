"""The interfaces on a real server, called as their users call them: OpenAI's client, LangChain's, plain sockets."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import openai
import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

from assistant.web.completion_body import MODEL
from assistant.web.limits import MOST_BYTES
from tests.conftest import MINI
from tests.factories import small_assistant
from tests.web import ERROR_KEYS, SlowAssistant, application, serving

QUESTION = "珍本证押金多少"
PATIENCE = 60.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application(small_assistant(MINI, tmp_path_factory.mktemp("web") / "index"))) as address:
        yield address


@pytest.fixture
def client(server: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server}/v1", api_key="none", max_retries=0)


def test_openais_client_gets_the_answer_with_its_citations(client: openai.OpenAI) -> None:
    got = client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": QUESTION}])
    text = got.choices[0].message.content
    assert text is not None
    assert "300元" in text
    assert "[1] 《云海市图书证办法》" in text
    assert got.model_extra is not None
    assert got.model_extra["citations"][0]["document"] == "云海市图书证办法"
    assert got.model_extra["policy_answer"]["answer"] == text
    assert got.usage is not None
    assert got.usage.total_tokens == got.usage.prompt_tokens + got.usage.completion_tokens > 0


def test_openais_client_streams_the_same(client: openai.OpenAI) -> None:
    messages = [{"role": "user", "content": QUESTION}]
    whole = client.chat.completions.create(model=MODEL, messages=messages).choices[0].message.content
    chunks = list(
        client.chat.completions.create(
            model=MODEL, messages=messages, stream=True, stream_options={"include_usage": True}
        )
    )
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == whole
    assert chunks[-1].usage.completion_tokens == len(whole)
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-2].model_extra["citations"][0]["n"] == 1
    assert len({chunk.id for chunk in chunks}) == 1


def test_openais_client_reads_our_errors(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "问"}], n=2)
    assert (refused.value.param, refused.value.code, refused.value.type) == (
        "n",
        "unsupported",
        "invalid_request_error",
    )
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model=MODEL, input="问")


def test_openais_client_lists_the_model(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]


def chat(server: str) -> ChatOpenAI:
    return ChatOpenAI(base_url=f"{server}/v1", api_key="none", model=MODEL, temperature=0, max_retries=0)


def test_langchain_asks_and_streams(server: str) -> None:
    model = chat(server)
    asked = [SystemMessage("你是海盗。"), HumanMessage("图书馆几点开门"), AIMessage("不知道"), HumanMessage(QUESTION)]
    got = model.invoke(asked)
    assert "300元" in got.text
    assert got.usage_metadata is not None
    assert got.usage_metadata["output_tokens"] == len(got.text)
    assert "".join(chunk.text for chunk in model.stream(asked)) == got.text


def test_langchain_is_told_that_there_are_no_tools(server: str) -> None:
    tool = {"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}
    with pytest.raises(openai.BadRequestError, match="tools"):
        chat(server).bind_tools([tool]).invoke(QUESTION)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 5_000_000])
def test_a_body_that_is_too_large_is_told_so_before_the_connection_ends(server: str, size: int) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(size // 1000 + 1):
            yield b" " * 1000

    told: list[httpx.Response] = [httpx.post(f"{server}/api/v1/ask", content=b" " * size)]
    if size < 1_000_000:
        told.append(httpx.post(f"{server}/api/v1/ask", content=chunks(), headers={"content-type": "application/json"}))
    for got in told:
        assert got.status_code == 413
        assert set(got.json()["error"]) >= ERROR_KEYS


def hang_up_after(address: str, request: bytes, begun: threading.Semaphore | None = None) -> None:
    """Send a request and go away without reading the answer, once its work has begun."""
    host, port = address.removeprefix("http://").split(":")
    with closing(socket.create_connection((host, int(port)))) as connection:
        connection.sendall(request)
        if begun is not None:
            assert begun.acquire(timeout=PATIENCE)


def request_of(question: str, accept: str = "application/json") -> bytes:
    body = json.dumps({"question": question}).encode()
    head = (
        f"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Accept: {accept}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def gauge(address: str, name: str) -> float:
    page = httpx.get(f"{address}/metrics").text
    return float(next(line.split()[-1] for line in page.split("\n") if line.startswith(f"{name} ")))


def until(address: str, name: str, value: float) -> None:
    import time

    end = time.monotonic() + PATIENCE
    while gauge(address, name) != value:
        assert time.monotonic() < end, f"{name} is {gauge(address, name)}, not {value}"


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_client_that_goes_away_frees_its_place_in_the_queue(accept: str) -> None:
    slow = SlowAssistant()
    with serving(application(slow, answers_at_work=1, queue_size=1)) as address:
        hang_up_after(address, request_of("一", accept), slow.began)
        waiting = socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1])))
        waiting.sendall(request_of("二", accept))
        until(address, "policy_answers_waiting", 1)
        full = httpx.post(f"{address}/api/v1/ask", json={"question": "三"})
        assert (full.status_code, full.json()["error"]["code"]) == (503, "busy")
        assert int(full.headers["Retry-After"]) > 0
        waiting.close()
        until(address, "policy_answers_waiting", 0)
        assert gauge(address, "policy_answers_at_work") == 1  # its thread is still at work
        slow.let.set()
        assert httpx.post(f"{address}/api/v1/ask", json={"question": "四"}, timeout=PATIENCE).json()["answer"] == "好"
        until(address, "policy_answers_at_work", 0)
    assert slow.asked == ["一", "四"]


def test_the_event_loop_answers_monitors_while_all_places_are_taken(tmp_path: Path) -> None:
    slow = SlowAssistant()
    with serving(application(slow, answers_at_work=2)) as address:
        asking = [
            threading.Thread(target=httpx.post, args=(f"{address}/api/v1/ask",), kwargs={"json": {"question": "问"}})
            for _ in range(2)
        ]
        for each in asking:
            each.start()
            assert slow.began.acquire(timeout=PATIENCE)
        assert httpx.get(f"{address}/healthz").status_code == 200
        assert httpx.get(f"{address}/readyz").status_code == 200
        slow.let.set()
        for each in asking:
            each.join(PATIENCE)
