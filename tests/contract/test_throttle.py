"""How often somebody may try to sign in, alike in SQLite and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.records.book import Records
from assistant.records.errors import SignInRefusedError, SignInThrottledError
from tests.keeping import PASSWORD, FakeClock, records_in
from tests.signing_in import ELSEWHERE, HERE, fail


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
