"""Who may sign in, and as what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.records.audit import Act, AuditLog
from assistant.records.clock import Clock
from assistant.records.errors import RefusedError, UnknownRecordError
from assistant.records.folding import name_key
from assistant.records.ids import UserId, new_id
from assistant.records.locks import Lock
from assistant.records.passwords import Passwords
from assistant.records.store import Store
from assistant.records.tables import SessionRow, UserRow

LONGEST_NAME = 64  # characters


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    STAFF = "staff"
    EDITOR = "editor"
    ADMIN = "admin"

    def reaches(self, needed: "Role") -> bool:
        """True when this role may do what that one may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in, unless disabled."""

    id: UserId
    name: str
    role: Role
    disabled: bool
    created_at: datetime


class Users:
    """Adds and changes users; they are disabled, never deleted, so that the audit log stays readable."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog, passwords: Passwords) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._passwords = passwords

    def add(self, name: str, role: Role, password: str, by: str) -> User:
        """The new user.

        Raises:
            RefusedError: the name is empty, too long, holds control characters or is taken, or the password is
                too short or too long.
        """
        name = name.strip()
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
            raise RefusedError(
                f"name: 1 to {LONGEST_NAME} printable characters.", "records.name_length", limit=LONGEST_NAME
            )
        kept = self._passwords.hashed(password)
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            if find(session, name) is not None:
                raise RefusedError(f"name: {name!r} is taken.", "records.name_taken", name=name)
            row = UserRow(
                id=new_id(),
                name=name,
                key=name_key(name),
                role=role.value,
                password_hash=kept,
                disabled=False,
                created_at=self._clock(),
            )
            session.add(row)
            self._audit.enter(session, by, Act.USER_ADDED, name, role.value)
            return user_of(row)

    def every(self) -> list[User]:
        """All users by name."""
        with self._store.reading() as session:
            return [user_of(row) for row in session.scalars(select(UserRow).order_by(UserRow.key))]

    def get(self, name: str) -> User:
        """The user of that name.

        Raises:
            UnknownRecordError: there is none.
        """
        with self._store.reading() as session:
            return user_of(_require(session, name))

    def disable(self, name: str, by: str) -> None:
        """From now on they can't sign in, and are signed out everywhere.

        Raises:
            UnknownRecordError: nobody has that name.
            RefusedError: nobody else is an active admin.
        """
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            row = _require(session, name)
            _require_other_admin(session, row)
            row.disabled = True
            _sign_out(session, row)
            self._audit.enter(session, by, Act.USER_DISABLED, row.name)

    def enable(self, name: str, by: str) -> None:
        """They may sign in again.

        Raises:
            UnknownRecordError: nobody has that name.
        """
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            row = _require(session, name)
            row.disabled = False
            self._audit.enter(session, by, Act.USER_ENABLED, row.name)

    def set_role(self, name: str, role: Role, by: str) -> None:
        """From now on they are that; holds for their open sessions, too.

        Raises:
            UnknownRecordError: nobody has that name.
            RefusedError: nobody else is an active admin.
        """
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            row = _require(session, name)
            if role is not Role.ADMIN:
                _require_other_admin(session, row)
            detail = f"{row.role} to {role.value}"
            row.role = role.value
            self._audit.enter(session, by, Act.ROLE_CHANGED, row.name, detail)

    def set_password(self, name: str, password: str, by: str) -> None:
        """A new password; it ends all sessions of that user.

        Raises:
            UnknownRecordError: nobody has that name.
            RefusedError: the password is too short or too long.
        """
        kept = self._passwords.hashed(password)
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            row = _require(session, name)
            row.password_hash = kept
            _sign_out(session, row)
            self._audit.enter(session, by, Act.CREDENTIALS_CHANGED, row.name)


def find(session: Session, name: str) -> UserRow | None:
    """The row of that name, however its width and case were typed."""
    return session.scalars(select(UserRow).where(UserRow.key == name_key(name))).one_or_none()


def user_of(row: UserRow) -> User:
    """A row as others see it: without the hash."""
    return User(UserId(row.id), row.name, Role(row.role), row.disabled, row.created_at)


def _require(session: Session, name: str) -> UserRow:
    row = find(session, name)
    if row is None:
        raise UnknownRecordError(f"name: no user {name!r}.", "records.unknown_user", name=name)
    return row


def _require_other_admin(session: Session, row: UserRow) -> None:
    if row.role != Role.ADMIN.value or row.disabled:
        return
    others = select(UserRow.id).where(UserRow.role == Role.ADMIN.value, ~UserRow.disabled, UserRow.id != row.id)
    if session.scalars(others).first() is None:
        raise RefusedError(f"name: {row.name!r} is the last active admin.", "records.last_admin")


def _sign_out(session: Session, row: UserRow) -> None:
    session.execute(delete(SessionRow).where(SessionRow.user_id == row.id))
