"""Who is signed in: a random token at the browser, its hash here."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assistant.records.audit import Act, AuditLog
from assistant.records.clock import Clock
from assistant.records.hashes import text_hash
from assistant.records.store import Store
from assistant.records.tables import SessionRow, UserRow
from assistant.records.users import User, user_of

_TOKEN_BYTES = 32
_SEEN_EVERY = timedelta(minutes=1)  # how exactly the last use is kept: not every request writes
_FORM_KEY = b"form"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session. `csrf` is what every form must send back; the token stays out of what is printed."""

    user: User
    csrf: str
    expires_at: datetime

    def sent_by_us(self, csrf: str) -> bool:
        """True when a form came from a page of this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "replace"))


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog, idle: timedelta, longest: timedelta) -> None:
        """Take how long a session lasts unused, and at all."""
        self._store = store
        self._clock = clock
        self._audit = audit
        self._idle = idle
        self._longest = longest

    @property
    def longest(self) -> timedelta:
        """How long a session lasts at most: how long a browser needs to keep its token."""
        return self._longest

    def open(self, session: Session, user: UserRow) -> str:
        """A new token for somebody who has proved who they are; every sign-in has its own."""
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self._clock()
        session.add(SessionRow(token_sha256=text_hash(token), user_id=user.id, created_at=now, seen_at=now))
        return token

    def find(self, token: str) -> SignedIn | None:
        """The session of a token, when it is open and its user not disabled; counts as use."""
        now = self._clock()
        wanted = (
            select(SessionRow, UserRow)
            .join(UserRow, UserRow.id == SessionRow.user_id)
            .where(
                SessionRow.token_sha256 == text_hash(token),
                SessionRow.seen_at > now - self._idle,
                SessionRow.created_at > now - self._longest,
                ~UserRow.disabled,
            )
        )
        with self._store.reading() as session:
            found = session.execute(wanted).one_or_none()
        if found is None:
            return None
        row, user = found
        if now - row.seen_at >= min(_SEEN_EVERY, self._idle / 10):
            self._seen(row.token_sha256, now)
        return SignedIn(user_of(user), _csrf(token), min(now + self._idle, row.created_at + self._longest))

    def end(self, token: str) -> None:
        """Sign out; a token that is not open is passed over."""
        with self._store.writing() as session:
            row = session.get(SessionRow, text_hash(token))
            if row is None:
                return
            user = session.get(UserRow, row.user_id)
            session.delete(row)
            self._audit.enter(session, user.name if user else "", Act.SIGNED_OUT)

    def forget_expired(self, session: Session) -> None:
        """Removes the sessions that nobody can use any more."""
        now = self._clock()
        over = (SessionRow.seen_at <= now - self._idle) | (SessionRow.created_at <= now - self._longest)
        session.execute(delete(SessionRow).where(over))

    def _seen(self, kept: str, now: datetime) -> None:
        with self._store.writing() as session:
            session.execute(update(SessionRow).where(SessionRow.token_sha256 == kept).values(seen_at=now))


def _csrf(token: str) -> str:
    """Follows from the token and does not lead back to it, so that it needs no keeping."""
    return hmac.new(token.encode("utf-8", "replace"), _FORM_KEY, hashlib.sha256).hexdigest()
