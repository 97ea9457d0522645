"""What askers think of their answers; the last word counts."""

from sqlalchemy import select

from assistant.records.clock import Clock
from assistant.records.errors import RefusedError, UnknownRecordError
from assistant.records.questions import Masked
from assistant.records.store import Store
from assistant.records.tables import FeedbackRow, QuestionRow

LONGEST_REASON = 500  # characters


class FeedbackBook:
    """Takes feedback on questions that were kept."""

    def __init__(self, store: Store, clock: Clock, masked: Masked) -> None:
        self._store = store
        self._clock = clock
        self._masked = masked

    def give(self, question_id: str, useful: bool, reason: str | None = None) -> None:
        """Useful or not, and why.

        Raises:
            UnknownRecordError: no question of that id is kept.
            RefusedError: the reason is too long.
        """
        reason = (reason or "").strip()
        if len(reason) > LONGEST_REASON:
            raise RefusedError(
                f"reason: {len(reason)} characters; at most {LONGEST_REASON}.",
                "records.reason_too_long",
                length=len(reason),
                limit=LONGEST_REASON,
            )
        with self._store.writing() as session:
            # the question is locked, so that two who speak at once speak one after the other
            asked = session.scalars(select(QuestionRow).where(QuestionRow.id == question_id).with_for_update())
            if asked.one_or_none() is None:
                raise UnknownRecordError(f"question_id: no question {question_id!r}.", "records.unknown_question")
            said = FeedbackRow(question_id=question_id, useful=useful, reason=self._masked(reason), at=self._clock())
            session.merge(said)
