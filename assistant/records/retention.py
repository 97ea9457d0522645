"""What is old is deleted: questions with their feedback, audit entries, and what sign-ins leave behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.records.audit import Act, AuditLog
from assistant.records.clock import Clock
from assistant.records.sessions import Sessions
from assistant.records.store import Store
from assistant.records.tables import AttemptRow, AuditRow, FeedbackRow, QuestionRow
from assistant.records.throttle import WINDOW


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were deleted."""

    questions: int
    feedback: int
    audit: int


class Retention:
    """Deletes what is old; approved answers and users stay."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog, sessions: Sessions) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._sessions = sessions

    def purge(self, question_days: int, audit_days: int, by: str) -> Purged:
        """Deletes what is older than so many days, 0 for nothing; that this was done is an audit entry itself."""
        with self._store.writing() as session:
            questions = feedback = audit = 0
            if question_days:
                old = QuestionRow.asked_at < self._before(question_days)
                judged = FeedbackRow.question_id.in_(select(QuestionRow.id).where(old))
                feedback = _deleted(session, FeedbackRow.question_id, judged)
                questions = _deleted(session, QuestionRow.id, old)
            if audit_days:
                audit = _deleted(session, AuditRow.seq, AuditRow.at < self._before(audit_days))
            session.execute(delete(AttemptRow).where(AttemptRow.at <= self._clock() - WINDOW))
            self._sessions.forget_expired(session)
            purged = Purged(questions, feedback, audit)
            kept = f"kept {question_days or 'all'} days of questions, {audit_days or 'all'} of audit entries"
            counts = f"{questions} questions, {feedback} feedback, {audit} audit entries deleted"
            self._audit.enter(session, by, Act.PURGED, "", f"{counts}; {kept}")
        return purged

    def _before(self, days: int) -> datetime:
        return self._clock() - timedelta(days=days)


def _deleted(session: Session, key: InstrumentedAttribute[Any], which: ColumnElement[bool]) -> int:
    """How many rows of the key's table were deleted."""
    return len(session.scalars(delete(key.class_).where(which).returning(key)).all())
