"""Signing in, alike in SQLite and in PostgreSQL."""

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from assistant.records.book import Records
from assistant.records.errors import SignInRefusedError, SignInThrottledError
from assistant.records.opening import open_records
from assistant.records.tables import UserRow
from assistant.records.users import Role
from tests.keeping import PASSWORD, FakeClock, masked, records_settings
from tests.signing_in import HERE, everything, fail


def test_the_right_password_opens_a_session(records: Records, boss: str, clock: FakeClock) -> None:
    signed_in = records.sessions.find(records.sign_in.attempt(boss, PASSWORD, HERE))
    assert signed_in is not None
    assert (signed_in.user.name, signed_in.user.role) == ("王主任", Role.ADMIN)
    assert signed_in.expires_at == clock.now + timedelta(hours=8)


def test_neither_password_nor_token_nor_typed_name_is_kept(records: Records, boss: str) -> None:
    token = records.sign_in.attempt(boss, PASSWORD, HERE)
    fail(records, "my secret typed in the wrong field")
    kept = everything(records)
    assert PASSWORD not in kept
    assert token not in kept
    assert "wrong horse battery" not in kept
    assert "typed in the wrong field" not in kept
    assert "$argon2id$" in kept


def test_a_password_with_more_behind_it_is_another_one(records: Records) -> None:
    longest = "长" * 256
    records.users.add("李", Role.STAFF, longest, by="test")
    with pytest.raises(SignInRefusedError):
        records.sign_in.attempt("李", longest + "长", HERE)
    assert records.sign_in.attempt("李", longest, HERE)


def test_an_unknown_name_a_wrong_password_and_a_disabled_user_are_told_alike(records: Records, boss: str) -> None:
    records.users.add("李", Role.STAFF, PASSWORD, by="test")
    records.users.disable("李", by=boss)
    said = set()
    for name, password in (("nobody", PASSWORD), (boss, "wrong horse battery"), ("李", PASSWORD)):
        with pytest.raises(SignInRefusedError) as refused:
            records.sign_in.attempt(name, password, HERE)
        said.add((str(refused.value), refused.value.shown))
    assert len(said) == 1


class CountingHasher(PasswordHasher):
    """Counts what it verifies."""

    verified = 0

    def verify(self, *given: str | bytes) -> bool:
        self.verified += 1
        return super().verify(*given)


def test_an_unknown_name_costs_the_same_work(tmp_path: Path, database_url: str, clock: FakeClock) -> None:
    hasher = CountingHasher(time_cost=1, memory_cost=8, parallelism=1)
    records = open_records(records_settings(tmp_path, database_url), masked, clock, hasher)
    records.users.add("李", Role.STAFF, PASSWORD, by="test")
    counts = []
    for name in ("李", "nobody"):
        before = hasher.verified
        fail(records, name)
        counts.append(hasher.verified - before)
    assert counts == [1, 1]
    records.close()


def test_a_hash_of_old_parameters_is_renewed_at_sign_in(tmp_path: Path, database_url: str, clock: FakeClock) -> None:
    settings = records_settings(tmp_path, database_url)
    old = open_records(settings, masked, clock, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    old.users.add("李", Role.STAFF, PASSWORD, by="test")
    new = open_records(settings, masked, clock, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    new.sign_in.attempt("李", PASSWORD, HERE)
    with new.store.reading() as session:
        assert "t=2" in session.scalars(select(UserRow.password_hash)).one()
    assert new.sign_in.attempt("李", PASSWORD, HERE)
    old.close()
    new.close()


def test_every_attempt_is_in_the_audit_log(records: Records, boss: str) -> None:
    records.sign_in.attempt(boss, PASSWORD, HERE)
    fail(records, boss, times=5)
    with pytest.raises(SignInThrottledError):
        records.sign_in.attempt(boss, PASSWORD, HERE)
    fail(records, "nobody")
    log = [(entry.who, entry.what, entry.detail or entry.subject) for entry in records.audit.entries()][:-1]
    assert [what for _, what, _ in log] == [
        "sign-in refused",
        "sign-in throttled",
        *["sign-in refused"] * 5,
        "signed in",
    ]
    assert {where for _, _, where in log} == {HERE}
    assert log[0][0].startswith("unknown ")
