"""How many attempts to sign in are too many; kept in the database, so that a restart forgets nothing."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from assistant.network import network_of
from assistant.records.folding import name_key
from assistant.records.hashes import text_hash
from assistant.records.tables import AttemptRow

WINDOW = timedelta(minutes=15)
FOR_A_NAME, FROM_AN_ADDRESS = 5, 20  # failures within the window


def wait(session: Session, name: str, address: str, now: datetime) -> timedelta | None:
    """How long the next attempt has to wait; None when it may be made now.

    Failures of a name count since it last signed in; those of an address count all.
    """
    name, address = hashed(name), network_of(address)
    last = select(func.max(AttemptRow.id)).where(AttemptRow.name_sha256 == name, AttemptRow.succeeded)
    since = session.scalar(last) or 0
    waits = (
        _wait(session, (AttemptRow.name_sha256 == name) & (AttemptRow.id > since), FOR_A_NAME, now),
        _wait(session, AttemptRow.address == address, FROM_AN_ADDRESS, now),
    )
    return max((one for one in waits if one is not None), default=None)


def attempt(session: Session, name: str, address: str, now: datetime) -> AttemptRow:
    """An attempt, counted as a failure until it has succeeded: many at once do not slip through."""
    row = AttemptRow(name_sha256=hashed(name), address=network_of(address), at=now, succeeded=False)
    session.add(row)
    session.flush()
    return row


def hashed(name: str) -> str:
    """A name as it is kept of attempts: what is typed there may be a password."""
    return text_hash(name_key(name))


def _wait(session: Session, whose: ColumnElement[bool], limit: int, now: datetime) -> timedelta | None:
    """Until so few failures are left in the window that one more may be made."""
    failed = select(AttemptRow.at).where(whose, ~AttemptRow.succeeded, AttemptRow.at > now - WINDOW)
    nth = session.scalar(failed.order_by(AttemptRow.at.desc()).offset(limit - 1).limit(1))
    return None if nth is None else nth + WINDOW - now
