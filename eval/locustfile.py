"""People as locust plays them: each asks a dev question, reads for a while, and asks the next.

Run by `python -m eval load`, which starts the server and names everything in the environment.
"""

import itertools
import os

from locust import FastHttpUser, between, task

from assistant.model import AnswerStatus
from eval.case import Case, Split, read_cases

SHORTEST, LONGEST = "LOAD_THINK_SHORTEST", "LOAD_THINK_LONGEST"  # seconds between an answer and the next question
_CASES = read_cases(None, Split.DEV)
_STRIDE = 101  # cases stand by kind; so far apart, one question after another is of another kind
_people = itertools.count(1)


class Applicant(FastHttpUser):
    """One person at an address of their own, as a proxy in front of the server would tell it."""

    wait_time = between(float(os.environ.get(SHORTEST, "3")), float(os.environ.get(LONGEST, "8")))

    def on_start(self) -> None:
        """Take an address, and an order of questions that is the same in every run."""
        number = next(_people)
        self._address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        self._next = itertools.count(number * _STRIDE, _STRIDE)

    @task
    def ask(self) -> None:
        """Ask one question; anything but an answer counts as an error."""
        case = _CASES[next(self._next) % len(_CASES)]
        with self.client.post(
            "/api/v1/ask", json=body_of(case), headers={"X-Forwarded-For": self._address}, catch_response=True
        ) as got:
            if got.status_code != 200:
                got.failure(f"HTTP {got.status_code}")
            elif got.json()["status"] == AnswerStatus.UNAVAILABLE:
                got.failure(AnswerStatus.UNAVAILABLE)
            else:
                got.success()


def body_of(case: Case) -> dict[str, object]:
    """A case as it is sent to the server."""
    return {
        "question": case.question,
        "history": [{"question": text} for text in case.history],
        "district": case.district,
        "on": case.on.isoformat() if case.on else None,
    }
