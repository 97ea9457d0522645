"""Which of the questions kept somebody wants to see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from assistant.model import AnswerStatus
from assistant.records.tables import FeedbackRow, QuestionRow

# what the conditions are about
WITH_FEEDBACK = select(QuestionRow, FeedbackRow).outerjoin(FeedbackRow, FeedbackRow.question_id == QuestionRow.id)
_DECLINED = tuple(status.value for status in AnswerStatus if status.refused)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question must be; None: anything. `attention`: it was declined, or its answer was of no use."""

    status: str | None = None
    route: str | None = None
    district: str | None = None
    channel: str | None = None
    useful: bool | None = None
    since: datetime | None = None
    until: datetime | None = None  # before that moment
    attention: bool = False

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """The conditions, to be put to WITH_FEEDBACK."""
        for column, value in (
            (QuestionRow.status, self.status),
            (QuestionRow.route, self.route),
            (QuestionRow.district, self.district),
            (QuestionRow.channel, self.channel),
        ):
            if value is not None:
                yield column == value
        if self.useful is not None:
            yield FeedbackRow.useful.is_(self.useful)
        if self.since is not None:
            yield QuestionRow.asked_at >= self.since
        if self.until is not None:
            yield QuestionRow.asked_at < self.until
        if self.attention:
            yield or_(QuestionRow.status.in_(_DECLINED), FeedbackRow.useful.is_(False))
