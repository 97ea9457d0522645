"""The records as the routes keep answers in them."""

import time

from assistant.model import Answer
from assistant.phrasing.breaker import Breaker
from assistant.records.book import Records
from assistant.records.errors import RecordsUnavailableError, UnknownRecordError
from assistant.web.recorder import UnknownQuestionError

_REST = 10.0  # seconds


class Keeping:
    """A `Recorder` over the records; personal data is masked there, before anything is written."""

    def __init__(self, records: Records, breaker: Breaker | None = None) -> None:
        """Take the records; once they have failed, answers are given unrecorded for a while, and nobody waits."""
        self._records = records
        self._breaker = breaker or Breaker(time.monotonic, failures=1, rest=_REST)

    def look_again(self) -> None:
        """The database is back: record at once."""
        self._breaker.succeeded()

    def answered(self, question: str, answer: Answer, channel: str, conversation: str | None = None) -> str:
        """The id under which the answer is kept.

        Raises:
            RecordsUnavailableError: it cannot be kept.
        """
        if not self._breaker.permits():
            raise RecordsUnavailableError("the records did not answer a moment ago.")
        try:
            identity = self._records.questions.answered(question, answer, channel, conversation)
        except RecordsUnavailableError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return identity

    def feedback(self, question_id: str, useful: bool, reason: str | None = None) -> None:
        """Keep a verdict on an answer; the last one counts.

        Raises:
            UnknownQuestionError: no answer is kept under that id.
            RefusedError: the reason is too long.
            RecordsUnavailableError: it cannot be kept.
        """
        try:
            self._records.feedback.give(question_id, useful, reason)
        except UnknownRecordError as error:
            raise UnknownQuestionError(str(error)) from error
