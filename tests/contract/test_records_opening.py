"""A server whose database is not there when it starts: its records open by themselves once it is."""

import logging
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from assistant.errors import BadCallError
from assistant.phrasing.breaker import Breaker
from assistant.records import questions
from assistant.records.book import Records
from assistant.records.engine import keep_others_out
from assistant.records.errors import RecordsUnavailableError
from assistant.records.opening import open_store, unopened_records
from assistant.web.keeping import Keeping
from assistant.web.records_opening import RecordsOpening
from tests.keeping import QUICK, FakeClock, answer_of, masked, records_settings
from tests.postgres import Cluster

_OFTEN = 0.05  # seconds


def begun(folder: Path, address: str = "", patience: float = 0.1) -> tuple[Records, list[str]]:
    """Records whose database is asked for, and what was done when they opened."""
    settings, done = records_settings(folder, address), list[str]()
    records = unopened_records(settings, masked, FakeClock(), QUICK)
    opening = RecordsOpening(partial(open_store, records.store, settings, patience), _OFTEN)
    opening.first()
    opening.then(lambda: done.append("opened"))
    return records, done


def comes(done: Callable[[], object]) -> bool:
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        time.sleep(_OFTEN)
    return bool(done())


def refuses_everything(records: Records) -> None:
    for call in (
        records.require_open,
        lambda: records.questions.answered("问", answer_of(), "page"),
        lambda: records.feedback.give("x", True),
        lambda: records.sign_in.attempt("王", "wrong horse battery", "10.0.0.1"),
        lambda: records.approved.find("问"),
        records.service.closed,
    ):
        with pytest.raises(RecordsUnavailableError):
            call()


def keeps(records: Records) -> None:
    identity = records.questions.answered("问", answer_of(), "page")
    records.feedback.give(identity, True)
    assert records.questions.get(identity).useful is True


def test_records_that_can_be_opened_are_open_at_once(tmp_path: Path) -> None:
    records, done = begun(tmp_path)
    assert done == ["opened"]
    keeps(records)
    records.close()


def test_a_postgresql_that_was_down_is_found_again(tmp_path: Path, own_postgres: Cluster) -> None:
    address = own_postgres.new_database()
    own_postgres.pause()
    records, done = begun(tmp_path, address)
    refuses_everything(records)
    assert done == []
    own_postgres.resume()
    assert comes(lambda: done)
    keeps(records)
    own_postgres.pause()
    with pytest.raises(RecordsUnavailableError):
        records.approved.find("问")
    own_postgres.resume()
    keeps(records)
    records.close()


def test_a_locked_sqlite_file_is_opened_when_it_is_let_go(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    other = sqlite3.connect(tmp_path / "var" / "records.db", isolation_level=None)
    other.execute("CREATE TABLE theirs (x)")
    other.execute("BEGIN EXCLUSIVE")
    records, done = begun(tmp_path)
    refuses_everything(records)
    other.execute("COMMIT")
    other.close()
    assert comes(lambda: done)
    keeps(records)
    records.close()


def test_a_place_that_could_not_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    records, done = begun(tmp_path)
    refuses_everything(records)
    (tmp_path / "var").unlink()
    assert comes(lambda: done)
    keeps(records)
    records.close()


def test_the_same_fault_is_logged_once_and_that_it_is_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    (tmp_path / "var").write_text("a file where the folder should be")
    records, done = begun(tmp_path)
    time.sleep(10 * _OFTEN)
    (tmp_path / "var").unlink()
    assert comes(lambda: done)
    said = [record.getMessage() for record in caplog.records if record.name == "assistant.web.records_opening"]
    assert len(said) == 2
    assert "tried every" in said[0]
    assert "the records are open" in said[1]
    records.close()


def test_an_address_that_is_none_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadCallError):
        begun(tmp_path, "mysql://root:secret@127.0.0.1/x")


def test_an_answer_waits_a_moment_for_who_writes_and_the_next_ones_not_at_all(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 0.2)
    clock = FakeClock()

    def seconds() -> float:
        return clock.now.timestamp()

    keeping = Keeping(records, Breaker(seconds, failures=1, rest=10))
    with records.store.writing() as other:
        keep_others_out(other.connection(), ("questions",))
        waited = [_unrecorded(keeping) for _ in range(3)]
    assert 0.15 < waited[0] < 10
    assert max(waited[1:]) < 0.1
    clock.forward(seconds=11)
    assert records.questions.get(keeping.answered("问", answer_of(), "page")).question == "问"


def _unrecorded(keeping: Keeping) -> float:
    began = time.monotonic()
    with pytest.raises(RecordsUnavailableError):
        keeping.answered("问", answer_of(), "page")
    return time.monotonic() - began
