"""Pieces and HTTP answers under a deadline; nothing here opens a connection."""

import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from assistant.errors import GeneratorUnavailableError
from assistant.phrasing.bounded import MOST_BYTES, BoundedTransport
from assistant.phrasing.deadline import until
from assistant.phrasing.in_time import in_time
from tests.model_server import eventually


def test_pieces_are_not_waited_for_beyond_the_deadline() -> None:
    release = threading.Event()

    def slow() -> Iterator[str]:
        yield "甲"
        release.wait(30)
        yield "乙"

    said = in_time(slow, 0.2)
    assert next(said) == "甲"
    with pytest.raises(GeneratorUnavailableError, match="did not finish within"):
        next(said)
    release.set()
    assert eventually(lambda: "language-model" not in [thread.name for thread in threading.enumerate()])


def test_the_thread_ends_when_nobody_listens_any_more() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "甲"
            time.sleep(0.001)

    said = in_time(endless, 30)
    next(said)
    said.close()
    assert eventually(lambda: "language-model" not in [thread.name for thread in threading.enumerate()])


def test_an_error_in_the_thread_reaches_the_listener_by_its_kind_alone() -> None:
    def broken() -> Iterator[str]:
        raise ValueError("珍本证")
        yield ""

    with pytest.raises(GeneratorUnavailableError, match=r"^ValueError$"):
        list(in_time(broken, 5))


def bounded(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.Client:
    return httpx.Client(transport=BoundedTransport(httpx.MockTransport(answer)))


def test_no_request_starts_after_the_deadline() -> None:
    sent: list[httpx.Request] = []
    client = bounded(lambda request: sent.append(request) or httpx.Response(200))
    with until(time.monotonic() - 1), pytest.raises(httpx.ReadTimeout):
        client.get("http://127.0.0.1/")
    assert sent == []
    with until(time.monotonic() + 60):
        assert client.get("http://127.0.0.1/").status_code == 200


def test_a_body_is_read_up_to_a_size_and_never_unpacked() -> None:
    huge = bounded(lambda _: httpx.Response(200, content=iter([b"x" * MOST_BYTES, b"x"])))
    packed = bounded(lambda _: httpx.Response(200, headers={"content-encoding": "gzip"}, content=iter([b"x"])))
    with until(time.monotonic() + 60):
        with pytest.raises(httpx.RemoteProtocolError, match="more than"):
            huge.get("http://127.0.0.1/")
        with pytest.raises(httpx.RemoteProtocolError, match="packed"):
            packed.get("http://127.0.0.1/")
