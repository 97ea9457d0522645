"""Backup and restore, from and into either kind of database."""

from pathlib import Path

import pytest

from assistant.errors import BadCallError
from assistant.records.backup import backup
from assistant.records.book import Records
from assistant.records.dump import kept_tables, rows_of
from assistant.records.engine import one_moment
from assistant.records.errors import RecordsError, RefusedError
from assistant.records.restore import restore
from assistant.records.users import Role
from tests.backups import BY, fill, held, texts
from tests.keeping import PASSWORD, FakeClock, answer_of, records_in


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_restores_into_either_database(
    records: Records,
    corpus: Path,
    tmp_path: Path,
    clock: FakeClock,
    target: str,
    request: pytest.FixtureRequest,
) -> None:
    fill(records)
    before, were = held(records), texts(corpus)
    manifest = backup(records, corpus, tmp_path / "b.tar.gz", BY)
    assert manifest.made_at == clock.now
    url = "" if target == "sqlite" else request.getfixturevalue("postgres").new_database()
    restored = records_in(tmp_path / "other", url, clock)
    empty = tmp_path / "empty"
    restore(restored, empty, tmp_path / "b.tar.gz", BY, replace=False)
    assert held(restored) == before
    assert texts(empty) == were
    assert restored.approved.find("多少钱") is not None
    assert restored.sign_in.attempt("王", PASSWORD, "10.0.0.1")
    restored.questions.answered("再问", answer_of(), "page")
    restored.close()


def test_what_was_there_is_replaced_whole_but_for_code_and_the_audit_log(
    records: Records, corpus: Path, tmp_path: Path
) -> None:
    fill(records)
    before, were = held(records), texts(corpus)
    token = records.sign_in.attempt("王", PASSWORD, "10.0.0.1")
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    records.questions.answered("后来的", answer_of(), "page")
    records.users.add("赵", Role.STAFF, PASSWORD, by=BY)
    (corpus / "a.md").write_text("改过", encoding="utf-8")
    (corpus / "deep" / "er" / "b.md").unlink()
    (corpus / "later").mkdir()
    (corpus / "later" / "c.md").write_text("新的", encoding="utf-8")
    (corpus / "x.py").write_text("newer code")
    restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=True)
    after = held(records)
    log = {entry["what"] for entry in after.pop("audit")}
    before.pop("audit")
    assert after == before
    assert {"signed in", "user added"} <= log
    assert texts(corpus) == were
    assert (corpus / "x.py").read_text() == "newer code"
    assert (corpus / ".hidden").read_text() == "hidden"
    assert not (corpus / "later").exists()
    assert not (corpus / ".restore").exists()
    assert records.sessions.find(token) is None
    assert records.audit.entries()[0].what == "records restored"


def test_a_backup_is_of_one_moment(records: Records) -> None:
    records.questions.answered("一", answer_of(), "page")
    tables = {table.name: table for table in kept_tables()}
    with one_moment(records.store.engine) as connection:
        assert list(rows_of(connection, tables["users"])) == []
        records.questions.answered("二", answer_of(), "page")
        records.users.add("王", Role.ADMIN, PASSWORD, by=BY)
        assert [row["question"] for row in rows_of(connection, tables["questions"])] == ["一"]
        assert list(rows_of(connection, tables["users"])) == []


def test_nothing_is_replaced_without_consent(records: Records, corpus: Path, tmp_path: Path) -> None:
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=False)  # the same again loses nothing
    (corpus / "a.md").write_text("改过", encoding="utf-8")
    records.questions.answered("后来的", answer_of(), "page")
    before = held(records)
    with pytest.raises(RefusedError, match=r"1 questions, 1 files of"):
        restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=False)
    assert held(records) == before
    assert (corpus / "a.md").read_text(encoding="utf-8") == "改过"


def test_a_restored_throttle_still_counts(records: Records, corpus: Path, tmp_path: Path) -> None:
    fill(records)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    for _ in range(5):
        with pytest.raises(RecordsError):
            records.sign_in.attempt("王", "wrong horse battery", "10.0.0.1")
    restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=True)
    with pytest.raises(RecordsError, match="too many failures"):
        records.sign_in.attempt("王", PASSWORD, "10.0.0.1")


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path, clock: FakeClock, corpus: Path) -> None:
    records = records_in(tmp_path, clock=clock)
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "none" / "b.tar.gz", tmp_path / "file" / "b.tar.gz"):
        with pytest.raises(BadCallError, match="cannot be written"):
            backup(records, corpus, path, BY)
    with pytest.raises(BadCallError, match="no such folder"):
        backup(records, tmp_path / "none", tmp_path / "b.tar.gz", BY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "file", "var"]
    records.close()
