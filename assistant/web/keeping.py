"""The records as the routes keep answers in them."""

from assistant.model import Answer
from assistant.records.book import Records
from assistant.records.errors import UnknownRecordError
from assistant.web.recorder import UnknownQuestionError


class Keeping:
    """A `Recorder` over the records; personal data is masked there, before anything is written."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def answered(self, question: str, answer: Answer, channel: str, conversation: str | None = None) -> str:
        """The id under which the answer is kept.

        Raises:
            RecordsUnavailableError: it cannot be kept.
        """
        return self._records.questions.answered(question, answer, channel, conversation)

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
