"""How much is kept, counted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assistant.records.engine import shown
from assistant.records.store import Store
from assistant.records.tables import ApprovedRow, AuditRow, FeedbackRow, QuestionRow, UserRow, WordingRow


@dataclass(frozen=True, slots=True)
class Stats:
    """What the records hold; counts by what they are counted by."""

    database: str
    questions: int
    oldest: datetime | None
    newest: datetime | None
    by_status: dict[str, int]
    by_route: dict[str, int]
    by_channel: dict[str, int]
    useful: int
    not_useful: int
    approved: dict[str, int]
    wordings: dict[str, int]
    users: dict[str, int]
    disabled_users: int
    audit: int


def stats(store: Store, since: datetime | None = None) -> Stats:
    """The counts; with `since`, those of questions and feedback from then on."""
    asked: list[ColumnElement[bool]] = [] if since is None else [QuestionRow.asked_at >= since]
    with store.reading() as session:
        span = select(func.count(), func.min(QuestionRow.asked_at), func.max(QuestionRow.asked_at))
        count, oldest, newest = session.execute(span.where(*asked)).one()
        judged = select(FeedbackRow.useful, func.count()).join(QuestionRow).where(*asked)
        verdicts = dict(session.execute(judged.group_by(FeedbackRow.useful)).all())
        return Stats(
            database=shown(store.engine.url),
            questions=count,
            oldest=oldest,
            newest=newest,
            by_status=_counted(session, QuestionRow.status, *asked),
            by_route=_counted(session, QuestionRow.route, *asked),
            by_channel=_counted(session, QuestionRow.channel, *asked),
            useful=verdicts.get(True, 0),
            not_useful=verdicts.get(False, 0),
            approved=_counted(session, ApprovedRow.state),
            wordings=_counted(session, WordingRow.state, ~WordingRow.own),
            users=_counted(session, UserRow.role, ~UserRow.disabled),
            disabled_users=session.scalar(select(func.count()).where(UserRow.disabled)) or 0,
            audit=session.scalar(select(func.count()).select_from(AuditRow)) or 0,
        )


def _counted(session: Session, column: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> dict[str, int]:
    counted = select(column, func.count()).where(*where).group_by(column).order_by(column)
    return dict(session.execute(counted).all())
