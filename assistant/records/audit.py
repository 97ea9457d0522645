"""The audit log: who did what, when, on what. There is no way to change an entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.clock import Clock
from assistant.records.ids import new_id
from assistant.records.store import Store
from assistant.records.tables import AuditRow

SYSTEM = "system"  # who acts when nobody asked for it


class Act(StrEnum):
    """What the records note by themselves."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGN_IN_THROTTLED = "sign-in throttled"
    USER_ADDED = "user added"
    USER_DISABLED = "user disabled"
    USER_ENABLED = "user enabled"
    ROLE_CHANGED = "role changed"
    CREDENTIALS_CHANGED = "password changed"
    ANSWER_APPROVED = "answer approved"
    ANSWER_WITHDRAWN = "answer withdrawn"
    WORDING_SUGGESTED = "wording suggested"
    WORDING_ACCEPTED = "wording accepted"
    WORDING_REFUSED = "wording refused"
    PAGE_CLOSED = "page closed"
    PAGE_OPENED = "page opened"
    PURGED = "records purged"
    EXPORTED = "records exported"
    BACKED_UP = "records backed up"
    RESTORED = "records restored"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log."""

    id: str
    at: datetime
    who: str
    what: str
    subject: str
    detail: str


class AuditLog:
    """Adds entries, and shows them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, who: str, what: str, subject: str = "", detail: str = "") -> None:
        """An entry of its own; what the records do they note by themselves."""
        with self._store.writing() as session:
            self.enter(session, who, what, subject, detail)

    def enter(self, session: Session, who: str, what: str, subject: str = "", detail: str = "") -> None:
        """An entry that stands or falls with the change it is about."""
        session.add(AuditRow(id=new_id(), at=self._clock(), who=who, what=what, subject=subject, detail=detail))

    def entries(self, limit: int = 100, before: str | None = None) -> Sequence[AuditEntry]:
        """The newest first; `before` is the id of the last entry already seen."""
        newest = select(AuditRow).order_by(AuditRow.at.desc(), AuditRow.seq.desc()).limit(limit)
        with self._store.reading() as session:
            if before is not None:
                last = session.scalars(select(AuditRow).where(AuditRow.id == before)).one_or_none()
                if last is None:
                    return []
                older = (AuditRow.at < last.at) | ((AuditRow.at == last.at) & (AuditRow.seq < last.seq))
                newest = newest.where(older)
            return [_entry(row) for row in session.scalars(newest)]


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(row.id, row.at, row.who, row.what, row.subject, row.detail)
