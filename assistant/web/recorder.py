"""Where answers and people's verdicts on them are kept, as the routes see it."""

import logging
import secrets
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import AssistantError
from assistant.model import Answer

# why something may not be kept: in the records' own words, in the database's (a statement that it does not take),
# or in those of the machine
KEEPING_FAULTS = (AssistantError, SQLAlchemyError, OSError)
_log = logging.getLogger(__name__)


class UnknownQuestionError(AssistantError):
    """Feedback on a question that was never answered, or is kept no longer."""


class Recorder(Protocol):
    """Keeps what was asked and answered; called from many threads."""

    def answered(self, question: str, answer: Answer, channel: str, conversation: str | None, /) -> str:
        """The id under which the answer is kept, to which feedback refers.

        Args:
            channel: where it was asked: api, completions, page, staff.
            conversation: the caller's own name for the conversation that it belongs to.
        """

    def feedback(self, question_id: str, useful: bool, reason: str | None, /) -> None:
        """Keep a verdict on an answer; the last one counts.

        Raises:
            UnknownQuestionError: no answer is kept under that id.
        """


def kept(
    recorder: Recorder, question: str, answer: Answer, channel: str, conversation: str | None = None
) -> str | None:
    """The id under which an answer is kept; None when it could not be: it is given all the same."""
    try:
        return recorder.answered(question, answer, channel, conversation)
    except AssistantError as error:
        _log.warning("an answer could not be recorded: %s", error)
    except KEEPING_FAULTS:
        _log.exception("an answer could not be recorded")
    return None


class Unrecorded:
    """Keeps nothing: every answer has an id of its own, and none is known afterwards."""

    def answered(self, *_: object) -> str:
        """A new id."""
        return secrets.token_urlsafe(12)

    def feedback(self, question_id: str, *_: object) -> None:
        """Refuse it: nothing is kept.

        Raises:
            UnknownQuestionError: always.
        """
        raise UnknownQuestionError(f"no answer is kept under {question_id!r}")
