"""Who is signed in and for how long, alike in SQLite and in PostgreSQL."""

import pytest
from sqlalchemy import select

from assistant.records.book import Records
from assistant.records.tables import SessionRow
from tests.keeping import PASSWORD, FakeClock
from tests.signing_in import HERE, everything


def test_an_unused_session_ends_after_8_hours(records: Records, boss: str, clock: FakeClock) -> None:
    token = records.sign_in.attempt(boss, PASSWORD, HERE)
    for _ in range(2):
        clock.forward(hours=7, minutes=59)
        assert records.sessions.find(token) is not None
    clock.forward(hours=8)
    assert records.sessions.find(token) is None


def test_every_session_ends_after_24_hours(records: Records, boss: str, clock: FakeClock) -> None:
    token = records.sign_in.attempt(boss, PASSWORD, HERE)
    for _ in range(23):
        clock.forward(hours=1)
        assert records.sessions.find(token) is not None
    clock.forward(hours=1)
    assert records.sessions.find(token) is None


def test_signing_out_ends_that_session_alone(records: Records, boss: str) -> None:
    one, other = (records.sign_in.attempt(boss, PASSWORD, HERE) for _ in range(2))
    assert one != other
    records.sessions.end(one)
    records.sessions.end(one)
    records.sessions.end("no token")
    assert records.sessions.find(one) is None
    assert records.sessions.find(other) is not None
    assert [entry.what for entry in records.audit.entries()].count("signed out") == 1


@pytest.mark.parametrize("token", ["", "x", "令牌", "\ud800"])
def test_what_is_no_token_finds_no_session(records: Records, boss: str, token: str) -> None:
    records.sign_in.attempt(boss, PASSWORD, HERE)
    assert records.sessions.find(token) is None


def test_a_form_must_come_from_the_session_it_is_sent_in(records: Records, boss: str) -> None:
    found = [records.sessions.find(records.sign_in.attempt(boss, PASSWORD, HERE)) for _ in range(2)]
    one, other = (signed_in for signed_in in found if signed_in is not None)
    assert one.sent_by_us(one.csrf)
    assert not one.sent_by_us(other.csrf)
    assert not one.sent_by_us("")
    assert not one.sent_by_us("令牌\ud800")
    assert one.csrf not in everything(records)


def test_expired_sessions_are_purged(records: Records, boss: str, clock: FakeClock) -> None:
    records.sign_in.attempt(boss, PASSWORD, HERE)
    clock.forward(hours=9)
    token = records.sign_in.attempt(boss, PASSWORD, HERE)
    records.retention.purge(180, 730, by="test")
    with records.store.reading() as session:
        assert len(session.scalars(select(SessionRow)).all()) == 1
    assert records.sessions.find(token) is not None
