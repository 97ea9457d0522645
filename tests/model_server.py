"""A server that speaks /v1/chat/completions, well or badly: what a language model's may do to us."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request, and what can be said to it."""

    handler: BaseHTTPRequestHandler
    body: dict[str, Any]
    stopped: threading.Event

    @property
    def streams(self) -> bool:
        return bool(self.body.get("stream"))

    def open(self, status: int = 200, kind: str = "", **headers: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind or ("text/event-stream" if self.streams else "application/json"))
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def write(self, text: str) -> None:
        self.handler.wfile.write(text.encode())
        self.handler.wfile.flush()

    def piece(self, text: str) -> None:
        self.write(f"data: {json.dumps(_chunk({'content': text}, None), ensure_ascii=False)}\n\n")

    def end(self) -> None:
        self.write(f"data: {json.dumps(_chunk({}, 'stop'))}\n\ndata: [DONE]\n\n")

    def wait(self, seconds: float) -> None:
        self.stopped.wait(seconds)


def _chunk(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}


def says(text: str, size: int = 3, pause: float = 0.0) -> Behaviour:
    """Says a text, streamed in pieces where it is asked to."""

    def behave(exchange: Exchange) -> None:
        exchange.open()
        if not exchange.streams:
            message = {"role": "assistant", "content": text}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            exchange.write(
                json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]})
            )
            return
        for start in range(0, len(text), size):
            exchange.piece(text[start : start + size])
            exchange.wait(pause)
        exchange.end()

    return behave


def stalls(before: str = "") -> Behaviour:
    """Says something, or nothing at all, and then no more."""

    def behave(exchange: Exchange) -> None:
        if before:
            exchange.open()
            exchange.piece(before)
        exchange.wait(30)

    return behave


def dribbles(exchange: Exchange) -> None:
    """Sends a byte at a time, never the end of an event."""
    exchange.open()
    exchange.write("data: ")
    while not exchange.stopped.wait(0.05):
        exchange.write("x")


def fails(status: int, **headers: str) -> Behaviour:
    def behave(exchange: Exchange) -> None:
        exchange.open(status, "application/json", **headers)
        exchange.write('{"error": {"message": "no"}}')

    return behave


def raw(text: str) -> Behaviour:
    """Sends whatever is given as its body."""

    def behave(exchange: Exchange) -> None:
        exchange.open()
        exchange.write(text)

    return behave


def hangs_up(exchange: Exchange) -> None:
    exchange.handler.connection.close()


def floods(exchange: Exchange) -> None:
    exchange.open()
    for _ in range(100):
        exchange.piece("啊" * 100_000)


@dataclass
class ModelServer:
    """The server: `behaviour` may be changed between requests; `bodies` are the requests it got."""

    behaviour: Behaviour
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def sent(self) -> str:
        """Everything that was sent to it."""
        return json.dumps(self.bodies, ensure_ascii=False)


@contextmanager
def model_server(behaviour: Behaviour) -> Iterator[ModelServer]:
    state, stopped = ModelServer(behaviour), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/v1/chat/completions"
            state.bodies.append(body)
            state.keys.append(self.headers.get("Authorization", ""))
            with contextlib.suppress(OSError, ValueError):  # the asker may have gone
                state.behaviour(Exchange(self, body, stopped))

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                super().handle()

        def finish(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                super().finish()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def eventually(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """True once it holds; False when it does not within that time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() >= end:
            return False
        time.sleep(0.01)
    return True
