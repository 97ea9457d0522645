"""Backup and restore, from and into either kind of database."""

import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import BadCallError
from assistant.records.archive import MANIFEST
from assistant.records.audit import Act
from assistant.records.backup import backup
from assistant.records.bindings import Quoted
from assistant.records.book import Records
from assistant.records.dump import kept_tables, one_moment, rows_of
from assistant.records.errors import ArchiveError, RecordsError, RefusedError
from assistant.records.material import is_material, material_of
from assistant.records.restore import finish, restore
from assistant.records.swap import Swap
from assistant.records.users import Role
from tests.conftest import ROOT
from tests.keeping import CLAUSE, PASSWORD, FakeClock, answer_of, corpus_of, records_in

BY = "test"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name, text in {"a.md": "第一条", "rules/fee.yaml": "160", "deep/er/b.md": "第二条", "x.py": "code"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".hidden").write_text("hidden")
    return folder


def fill(records: Records) -> None:
    identity = records.questions.answered("评审费“多少”？\n\u2028", answer_of(), "page", "c1")
    records.feedback.give(identity, useful=False, reason="不清楚")
    records.questions.answered("另一问", answer_of(), "api")
    approved = records.approved.approve("费用", "160元", [Quoted(CLAUSE, "160元")], corpus_of("160元"), by="王")
    records.wordings.accept(records.wordings.suggest(approved.id, "多少钱", by="page"), by="李")
    gone = records.approved.approve("旧", "旧", [Quoted(CLAUSE, "160元")], corpus_of("160元"), by="王")
    records.approved.withdraw(gone.id, by="李", reason="旧")
    records.users.add("王", Role.ADMIN, PASSWORD, by=BY)
    records.service.close("维护", by="王")


def held(records: Records) -> dict[str, list[dict[str, object]]]:
    """Every kept row of every table, less the entries that backing up and restoring make themselves."""
    own = {Act.BACKED_UP.value, Act.RESTORED.value}
    with records.store.engine.connect() as connection:
        return {
            table.name: [row for row in rows_of(connection, table) if row.get("what") not in own]
            for table in kept_tables()
        }


def texts(corpus: Path) -> dict[str, str]:
    return {name: (corpus / name).read_text(encoding="utf-8") for name in material_of(corpus)}


def other(tmp_path: Path, database_url: str, clock: FakeClock) -> Records:
    return records_in(tmp_path / "other", database_url, clock)


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
    restored = other(tmp_path, url, clock)
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


def test_what_a_killed_restore_left_behind_is_not_restored(records: Records, corpus: Path, tmp_path: Path) -> None:
    were = texts(corpus)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    left = Swap(corpus)
    (left.unpacked / "corpus").mkdir(parents=True)
    (left.unpacked / "corpus" / "stray.md").write_text("不该在这里")
    left.prepare("undecided")
    restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=True)
    assert texts(corpus) == were


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


# --- archives that are not what they should be ---------------------------------------------------


def unpack(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def pack(path: Path, files: dict[str, bytes], links: dict[str, str] | None = None) -> None:
    with tarfile.open(path, "w:gz") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        for name, target in (links or {}).items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            tar.addfile(entry)


def with_file(files: dict[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """The archive with one more file, or another one, that its manifest vouches for."""
    import hashlib

    manifest = json.loads(files[MANIFEST])
    manifest["files"] = [file for file in manifest["files"] if file["path"] != name]
    manifest["files"].append({"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    return files | {MANIFEST: json.dumps(manifest).encode(), name: content}


def with_manifest(files: dict[str, bytes], **changes: object) -> dict[str, bytes]:
    return files | {MANIFEST: json.dumps(json.loads(files[MANIFEST]) | changes).encode()}


BAD: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "a file changed": (lambda f: f | {"corpus/a.md": b"x"}, r"corpus/a.md is not what the manifest vouches for"),
    "a file missing": (lambda f: {n: c for n, c in f.items() if n != "corpus/a.md"}, r"corpus/a.md is missing"),
    "a file too many": (lambda f: f | {"corpus/z.md": b"x"}, r"z.md' does not belong"),
    "no manifest": (lambda f: {n: c for n, c in f.items() if n != MANIFEST}, "no manifest.json"),
    "out of the folder": (lambda f: with_file(f, "corpus/../../evil.md", b"x"), "does not belong"),
    "an absolute path": (lambda f: with_file(f, "/tmp/evil.md", b"x"), "does not belong"),
    "another top folder": (lambda f: with_file(f, "etc/evil.md", b"x"), "does not belong"),
    "a hidden file": (lambda f: with_file(f, "corpus/.restore/journal.json", b"{}"), "does not belong"),
    "code": (lambda f: with_file(f, "corpus/loader.py", b"x"), "does not belong"),
    "a newer format": (lambda f: with_manifest(f, format=2), "newer version"),
    "newer tables": (lambda f: with_manifest(f, tables="9999"), "newer version"),
    "a broken row": (lambda f: with_file(f, "records/users.jsonl", b'{"id": 1}\n'), r"users.jsonl: line 1: not a row"),
    "no JSON": (lambda f: with_file(f, "records/users.jsonl", b"x\n"), r"users.jsonl: line 1: not a row"),
    "feedback on nothing": (
        lambda f: with_file(f, "records/questions.jsonl", b""),
        r"feedback.jsonl: line 1: not a row",
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_archive_is_refused_and_changes_nothing(
    records: Records, corpus: Path, tmp_path: Path, fault: str
) -> None:
    fill(records)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    (corpus / "a.md").write_text("改过", encoding="utf-8")
    before, were = held(records), texts(corpus)
    spoil, said = BAD[fault]
    pack(tmp_path / "bad.tar.gz", spoil(unpack(tmp_path / "b.tar.gz")))
    with pytest.raises(ArchiveError, match=said):
        restore(records, corpus, tmp_path / "bad.tar.gz", BY, replace=True)
    assert held(records) == before
    assert texts(corpus) == were
    assert not (corpus / ".restore").exists()
    assert not list(tmp_path.rglob("evil*"))


def test_a_link_in_an_archive_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    records = records_in(tmp_path, clock=clock)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    files = with_file(unpack(tmp_path / "b.tar.gz"), "corpus/a.md", b"")
    del files["corpus/a.md"]
    pack(tmp_path / "bad.tar.gz", files, {"corpus/a.md": "/etc/passwd"})
    with pytest.raises(ArchiveError, match="does not belong"):
        restore(records, corpus, tmp_path / "bad.tar.gz", BY, replace=True)
    records.close()


@pytest.mark.parametrize("part", [0.0, 0.3, 0.99])
def test_an_archive_cut_short_is_refused(tmp_path: Path, clock: FakeClock, corpus: Path, part: float) -> None:
    records = records_in(tmp_path, clock=clock)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(ArchiveError):
        restore(records, corpus, tmp_path / "cut.tar.gz", BY, replace=True)
    records.close()


def test_a_byte_that_changed_is_found_or_makes_no_difference(tmp_path: Path, clock: FakeClock, corpus: Path) -> None:
    from assistant.records.archive import unpacked

    records = records_in(tmp_path, clock=clock)
    fill(records)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    whole = (tmp_path / "b.tar.gz").read_bytes()
    good = unpacked(tmp_path / "b.tar.gz", tmp_path / "good")
    refused = 0
    places = range(0, len(whole), 7)
    for place in places:
        (tmp_path / "bad.tar.gz").write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            assert unpacked(tmp_path / "bad.tar.gz", tmp_path / "bad") == good
        except ArchiveError:
            refused += 1
    assert refused > len(places) * 0.95
    records.close()


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


# --- killed in the middle ------------------------------------------------------------------------

_RESTORE = """
import sys, time
from pathlib import Path
from assistant.records import restore as restoring
from assistant.records.swap import Swap
from tests.keeping import records_in

folder, url, stage = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def stop(*_):
    print("here", flush=True)
    time.sleep(600)

if stage == "before the rows":
    restoring._replace = stop
if stage == "after the rows":
    Swap.carry_out = stop
if stage == "between the texts":
    replaced = Path.replace
    def replace(self, target):
        if self.name == "b.md":
            stop()
        return replaced(self, target)
    Path.replace = replace
restoring.restore(records_in(folder, url), folder / "corpus", folder / "b.tar.gz", "test", replace=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize(
    ("stage", "decided"), [("before the rows", False), ("after the rows", True), ("between the texts", True)]
)
def test_a_killed_restore_is_finished_or_forgotten_by_the_next_opening(
    tmp_path: Path, database_url: str, corpus: Path, stage: str, decided: bool
) -> None:
    records = records_in(tmp_path, database_url)
    fill(records)
    backed_up, texts_then = held(records), texts(corpus)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    records.questions.answered("后来的", answer_of(), "page")
    (corpus / "a.md").write_text("改过", encoding="utf-8")
    later, texts_later = held(records), texts(corpus)
    records.close()
    command = [sys.executable, "-c", _RESTORE, str(tmp_path), database_url, stage]
    killed = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "here\n"
    killed.kill()
    killed.wait()
    killed.stdout.close()
    if decided:
        (corpus / "rules" / "fee.yaml").unlink(missing_ok=True)  # nobody waits for us
    again = records_in(tmp_path, database_url)
    assert held(again) == (backed_up if decided else later)
    assert texts(corpus) == (texts_then if decided else texts_later)
    assert not (corpus / ".restore").exists()
    again.close()


def test_an_opening_leaves_a_restore_that_is_under_way_alone(tmp_path: Path, corpus: Path) -> None:
    records = records_in(tmp_path)
    swap = Swap(corpus)
    with swap.lock:
        swap.unpacked.mkdir(parents=True)
        swap.prepare("x")
        finish(records.store, corpus)
        assert swap.identity() == "x"
        with pytest.raises(RecordsError, match="another restore is under way"):
            restore(records, corpus, tmp_path / "none", BY, replace=True)
    finish(records.store, corpus)
    assert not swap.begun
    records.close()


def test_texts_that_cannot_be_put_in_place_are_said_and_put_there_later(
    tmp_path: Path, corpus: Path, clock: FakeClock
) -> None:
    records = records_in(tmp_path, clock=clock)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    (corpus / "a.md").unlink()
    (corpus / "a.md").mkdir()
    (corpus / "a.md" / ".in-the-way").write_text("")
    with pytest.raises(RecordsError, match="records migrate"):
        restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=True)
    (corpus / "a.md" / ".in-the-way").unlink()
    (corpus / "a.md").rmdir()
    records_in(tmp_path, clock=clock).close()
    assert (corpus / "a.md").read_text(encoding="utf-8") == "第一条"
    records.close()


@pytest.mark.parametrize("path", ["a.md", "a/b.yaml", "条款.md", "a b/…"])
def test_material_stays_in_its_folder(path: str) -> None:
    assert is_material(path)


@pytest.mark.parametrize(
    "path", ["", "/a", "a//b", "../a", "a/../b", "./a", ".a", "a/.b", "a\\b", "C:/a", "a.py", "__pycache__/a", "a\x00"]
)
def test_what_is_hidden_code_or_elsewhere_is_no_material(path: str) -> None:
    assert not is_material(path)
