"""The switch that takes the public page out of service."""

from dataclasses import dataclass
from datetime import datetime

from assistant.records.audit import Act, AuditLog
from assistant.records.clock import Clock
from assistant.records.errors import RefusedError
from assistant.records.locks import Lock
from assistant.records.store import Store
from assistant.records.tables import ServiceRow

LONGEST_NOTICE = 500  # characters
_ONLY = 1


@dataclass(frozen=True, slots=True)
class Closed:
    """The page is out of service: what it says instead, who closed it, when."""

    notice: str
    by: str
    at: datetime


class ServiceSwitch:
    """Closes and opens the public page."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit

    def closed(self) -> Closed | None:
        """What the page says instead of answering; None while it is in service."""
        with self._store.reading() as session:
            row = session.get(ServiceRow, _ONLY)
            return Closed(row.notice, row.by, row.at) if row is not None and row.closed else None

    def close(self, notice: str, by: str) -> None:
        """Out of service, with a notice.

        Raises:
            RefusedError: the notice is empty or too long.
        """
        notice = notice.strip()
        if not 1 <= len(notice) <= LONGEST_NOTICE:
            raise RefusedError(
                f"notice: 1 to {LONGEST_NOTICE} characters.", "records.notice_length", limit=LONGEST_NOTICE
            )
        self._set(True, notice, by, Act.PAGE_CLOSED)

    def open(self, by: str) -> None:
        """Back in service."""
        self._set(False, "", by, Act.PAGE_OPENED)

    def _set(self, closed: bool, notice: str, by: str, act: Act) -> None:
        with self._store.writing(one_at_a_time=Lock.SERVICE) as session:
            session.merge(ServiceRow(id=_ONLY, closed=closed, notice=notice, by=by, at=self._clock()))
            self._audit.enter(session, by, act, "page", notice)
