"""People as locust plays them on the chat page: each opens it, asks, reads for a while, asks on, and begins anew.

What a browser sends is sent, and everything that it is sent is read: the queue of Gradio is joined with what the page
keeps of the conversation, and its events are read to the last. Scripts and styles are not fetched: browsers keep them.
"""

import secrets
import time
from typing import Any

from locust import FastHttpUser, task

from eval.crowd import TURN, Person, reading
from eval.page_queue import asking_of, kept_after

OPENED = "opened"  # the name under which locust counts openings of the page
_TURNS = 5  # questions of a conversation


class Visitor(FastHttpUser):
    """One person with a browser."""

    wait_time = reading()

    def on_start(self) -> None:
        """Come in."""
        self._person = Person()
        self._asked = 0
        self._kept: object = None
        self._ask: dict[str, Any] = {}
        self._session = ""

    @task
    def ask(self) -> None:
        """Ask one question, on the page as it is left by the last; anything but an answer counts as an error."""
        case = next(self._person.cases)
        if self._asked % _TURNS == 0:
            self._open()
        self._asked += 1
        began, at = time.perf_counter(), time.time()
        failure: Exception | None = None
        try:
            self._kept = self._answered([case.question, self._kept, case.district or ""])
        except (OSError, ValueError, KeyError) as error:
            failure = error
        self.environment.events.request.fire(
            request_type="PAGE",
            name=TURN,
            response_time=(time.perf_counter() - began) * 1000,
            response_length=0,
            exception=failure,
            context={},
            start_time=at,
            url="/",
        )

    def _open(self) -> None:
        """The page anew, with the conversation emptied; what it says of itself tells how it asks."""
        self._ask = asking_of(self.client.get("/", name=OPENED).text or "")
        self._session = secrets.token_hex(5)
        self._kept = None

    def _answered(self, data: list[object]) -> object:
        """What the page keeps once the last event is there.

        Raises:
            ValueError: there was no whole answer.
        """
        body = {**self._ask, "data": data, "session_hash": self._session, "event_data": None}
        with self.client.post("/gradio_api/queue/join", json=body, name="joined", catch_response=True) as joined:
            _require_ok(joined.status_code)
            joined.success()
        with self.client.get(
            f"/gradio_api/queue/data?session_hash={self._session}", name="read", catch_response=True
        ) as read:
            _require_ok(read.status_code)
            read.success()
            return kept_after(read.text or "")


def _require_ok(status: int | None) -> None:
    if status != 200:
        raise ValueError(f"HTTP {status}")
