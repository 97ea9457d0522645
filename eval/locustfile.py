"""People as locust plays them through the interfaces: each asks a dev question, reads for a while, and asks the next.

Run by `python -m eval load`, which starts the server and names everything in the environment.
"""

from locust import FastHttpUser, task

from assistant.model import AnswerStatus
from eval.case import Case
from eval.crowd import TURN, Person, reading


class Applicant(FastHttpUser):
    """One person with a program that asks for them."""

    wait_time = reading()

    def on_start(self) -> None:
        """Come in."""
        self._person = Person()

    @task
    def ask(self) -> None:
        """Ask one question; anything but an answer counts as an error."""
        case = next(self._person.cases)
        with self.client.post(
            "/api/v1/ask",
            json=body_of(case),
            headers={"X-Forwarded-For": self._person.address},
            catch_response=True,
            name=TURN,
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
