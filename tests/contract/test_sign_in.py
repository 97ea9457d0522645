"""Users, sign-in, sessions and the throttle, alike in SQLite and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from assistant.records.book import Records
from assistant.records.errors import (
    RefusedError,
    SignInRefusedError,
    SignInThrottledError,
    UnknownRecordError,
)
from assistant.records.opening import open_records
from assistant.records.tables import Base, SessionRow, UserRow
from assistant.records.users import Role
from tests.keeping import PASSWORD, FakeClock, masked, records_in, records_settings

HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


@pytest.fixture
def boss(records: Records) -> str:
    return records.users.add("王主任", Role.ADMIN, PASSWORD, by="test").name


def everything(records: Records) -> str:
    """All that the database holds, as text."""
    with records.store.engine.connect() as connection:
        return "\n".join(
            str(row) for table in Base.metadata.sorted_tables for row in connection.execute(table.select())
        )


def fail(records: Records, name: str, address: str = HERE, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefusedError):
            records.sign_in.attempt(name, "wrong horse battery", address)


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


@pytest.mark.parametrize(("password", "said"), [("elevenchars", "12 to 256"), ("x" * 257, "12 to 256")])
def test_a_password_has_12_characters_or_more(records: Records, password: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        records.users.add("李", Role.STAFF, password, by="test")
    assert records.users.every() == []
    records.users.add("李", Role.STAFF, "十二个字也可以作为密码呀", by="test")


@pytest.mark.parametrize("name", ["", " ", "字" * 65, "a\nb", "a\x00b"])
def test_a_name_is_short_and_printable(records: Records, name: str) -> None:
    with pytest.raises(RefusedError, match="name"):
        records.users.add(name, Role.STAFF, PASSWORD, by="test")


def test_a_password_with_more_behind_it_is_another_one(records: Records) -> None:
    longest = "长" * 256
    records.users.add("李", Role.STAFF, longest, by="test")
    with pytest.raises(SignInRefusedError):
        records.sign_in.attempt("李", longest + "长", HERE)
    assert records.sign_in.attempt("李", longest, HERE)


def test_names_are_the_same_in_any_width_and_case(records: Records) -> None:
    records.users.add("Wang", Role.STAFF, PASSWORD, by="test")
    with pytest.raises(RefusedError, match="taken"):
        records.users.add("ＷＡＮＧ ", Role.STAFF, PASSWORD, by="test")
    assert records.sign_in.attempt("wang", PASSWORD, HERE)


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


def test_the_sixth_attempt_for_a_name_waits_until_the_window_has_passed(
    records: Records, boss: str, clock: FakeClock
) -> None:
    fail(records, boss, times=5)
    clock.forward(minutes=5)
    with pytest.raises(SignInThrottledError) as refused:
        records.sign_in.attempt(boss, PASSWORD, ELSEWHERE)
    assert refused.value.wait == timedelta(minutes=10)
    assert "10分钟" in refused.value.shown
    clock.forward(minutes=9, seconds=59)
    with pytest.raises(SignInThrottledError):
        records.sign_in.attempt(boss, PASSWORD, HERE)
    clock.forward(seconds=1)
    assert records.sign_in.attempt(boss, PASSWORD, HERE)


def test_unknown_names_are_throttled_alike(records: Records) -> None:
    fail(records, "nobody", times=5)
    with pytest.raises(SignInThrottledError):
        records.sign_in.attempt("Nobody", PASSWORD, HERE)


def test_twenty_failures_from_an_address_keep_it_out(records: Records, boss: str) -> None:
    for n in range(20):
        fail(records, f"name {n}")
    with pytest.raises(SignInThrottledError):
        records.sign_in.attempt(boss, PASSWORD, HERE)
    assert records.sign_in.attempt(boss, PASSWORD, ELSEWHERE)


def test_the_addresses_of_one_network_count_together(records: Records, boss: str) -> None:
    for n in range(20):
        fail(records, f"name {n}", address=f"2001:db8::{n:x}")
    with pytest.raises(SignInThrottledError):
        records.sign_in.attempt(boss, PASSWORD, "2001:db8::ffff")
    assert records.sign_in.attempt(boss, PASSWORD, "2001:db8:1::1")


def test_a_restart_forgets_no_failure(records: Records, boss: str, tmp_path: Path, clock: FakeClock) -> None:
    fail(records, boss, times=5)
    url = records.store.engine.url
    again = records_in(tmp_path, url.render_as_string(hide_password=False), clock)
    with pytest.raises(SignInThrottledError):
        again.sign_in.attempt(boss, PASSWORD, HERE)
    again.close()


def test_a_successful_sign_in_clears_the_name(records: Records, boss: str) -> None:
    fail(records, boss, times=4)
    records.sign_in.attempt(boss, PASSWORD, HERE)
    fail(records, boss, times=4)
    assert records.sign_in.attempt(boss, PASSWORD, HERE)


def test_guesses_made_at_once_do_not_slip_through(records: Records, boss: str) -> None:
    def guess(_: int) -> bool:
        try:
            records.sign_in.attempt(boss, "wrong horse battery", HERE)
        except SignInThrottledError:
            return False
        except SignInRefusedError:
            return True
        raise AssertionError("signed in with a wrong password")

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(guess, range(24))) == 5


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


def test_a_new_password_ends_all_sessions_and_the_old_one(records: Records, boss: str) -> None:
    token = records.sign_in.attempt(boss, PASSWORD, HERE)
    records.users.set_password(boss, "another fine password", by=boss)
    assert records.sessions.find(token) is None
    with pytest.raises(SignInRefusedError):
        records.sign_in.attempt(boss, PASSWORD, HERE)
    assert records.sign_in.attempt(boss, "another fine password", HERE)


def test_disabling_ends_all_sessions(records: Records, boss: str) -> None:
    records.users.add("李", Role.EDITOR, PASSWORD, by=boss)
    token = records.sign_in.attempt("李", PASSWORD, HERE)
    records.users.disable("李", by=boss)
    assert records.sessions.find(token) is None
    records.users.enable("李", by=boss)
    assert records.sessions.find(token) is None
    assert records.sign_in.attempt("李", PASSWORD, HERE)


def test_another_role_holds_at_once(records: Records, boss: str) -> None:
    records.users.add("李", Role.EDITOR, PASSWORD, by=boss)
    token = records.sign_in.attempt("李", PASSWORD, HERE)
    records.users.set_role("李", Role.STAFF, by=boss)
    signed_in = records.sessions.find(token)
    assert signed_in is not None
    assert signed_in.user.role is Role.STAFF
    assert not signed_in.user.role.reaches(Role.EDITOR)


def test_the_last_active_admin_stays(records: Records, boss: str) -> None:
    records.users.add("李", Role.ADMIN, PASSWORD, by=boss)
    records.users.disable("李", by=boss)
    for attempt in (
        lambda: records.users.disable(boss, by=boss),
        lambda: records.users.set_role(boss, Role.EDITOR, by=boss),
    ):
        with pytest.raises(RefusedError, match="last active admin"):
            attempt()
    assert records.users.get(boss).role is Role.ADMIN
    records.users.enable("李", by=boss)
    records.users.set_role(boss, Role.EDITOR, by=boss)


def test_two_admins_cannot_disable_each_other_at_once(records: Records, boss: str) -> None:
    records.users.add("李", Role.ADMIN, PASSWORD, by=boss)

    def disable(name: str) -> None:
        try:
            records.users.disable(name, by="test")
        except RefusedError:
            return

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(disable, (boss, "李")))
    assert sum(not user.disabled for user in records.users.every()) == 1


def test_unknown_users_are_refused(records: Records) -> None:
    for call in (
        lambda: records.users.get("x"),
        lambda: records.users.disable("x", by="test"),
        lambda: records.users.enable("x", by="test"),
        lambda: records.users.set_role("x", Role.STAFF, by="test"),
        lambda: records.users.set_password("x", PASSWORD, by="test"),
    ):
        with pytest.raises(UnknownRecordError, match="no user 'x'"):
            call()


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


def test_roles_rank() -> None:
    assert [role.reaches(Role.EDITOR) for role in (Role.STAFF, Role.EDITOR, Role.ADMIN)] == [False, True, True]
