"""`records` and `staff` as people type them."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.records.users import Role
from tests.conftest import ROOT
from tests.keeping import PASSWORD, FakeClock, answer_of, records_in
from tests.processes import call


@pytest.fixture
def place(tmp_path: Path, mini: Path) -> dict[str, str]:
    """Settings of an installation of its own."""
    return {"POLICY_VAR": str(tmp_path / "var"), "POLICY_CORPUS": str(mini)}


def run(place: dict[str, str], *arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]":
    return call("assistant", *arguments, said=said, timeout=120, **place)


def refused(done: "subprocess.CompletedProcess[str]", code: int, said: str) -> None:
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert done.stdout == ""


def test_the_first_admin_is_added_and_looked_after(place: dict[str, str], tmp_path: Path) -> None:
    added = run(place, "staff", "add", "王主任", "--role", "admin", "--password-file", "-", said=f"{PASSWORD}\n")
    assert (added.returncode, added.stdout) == (0, "王主任: admin\n"), added.stderr
    (tmp_path / "password").write_text(f"{PASSWORD}\r\n", encoding="utf-8")
    assert run(place, "staff", "add", "李", "--password-file", str(tmp_path / "password")).returncode == 0
    assert run(place, "staff", "role", "李", "editor").returncode == 0
    assert run(place, "staff", "disable", "李").returncode == 0
    listed = [line.split("\t")[:3] for line in run(place, "staff", "list").stdout.splitlines()]
    assert listed == [["李", "editor", "disabled"], ["王主任", "admin", "active"]]
    refused(run(place, "staff", "disable", "王主任"), 2, "last active admin")
    changed = run(place, "staff", "password", "王主任", "--password-file", "-", said="another fine password")
    assert changed.returncode == 0
    records = records_in(tmp_path)
    assert records.sign_in.attempt("王主任", "another fine password", "10.0.0.1")
    records.users.enable("李", by="test")
    assert records.sign_in.attempt("李", PASSWORD, "10.0.0.1")  # the line's end was not taken for the password's
    records.close()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["staff", "add", "王"], 2, "--password-file"),
        (["staff", "add", "王", "--role", "king", "--password-file", "-"], 2, "role: 'king'"),
        (["staff", "add", "王", "--password-file", "-"], 2, "password: 12 to 256 characters"),
        (["staff", "add", "王", "--password-file", "/nonexistent"], 2, "/nonexistent cannot be read"),
        (["staff", "disable", "王"], 2, "no user '王'"),
        (["staff", "password", "王", "--password-file", "-"], 2, "no user '王'"),
        (["records", "export"], 2, "--csv"),
        (["records", "export", "--csv", "/nonexistent/x.csv"], 2, "/nonexistent: no such folder"),
        (["records", "backup", "/nonexistent/x.tar.gz"], 2, "/nonexistent: no such folder"),
        (["records", "restore", "/nonexistent.tar.gz"], 2, "/nonexistent.tar.gz: no such file"),
        (["records", "purge", "--days", "0"], 2, "--days"),
    ],
)
def test_a_wrong_call_is_named(place: dict[str, str], arguments: list[str], code: int, said: str) -> None:
    refused(run(place, *arguments, said="short\n"), code, said)


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("mysql://a:hush@b/c", 2, "mysql is not supported"),
        ("no address", 2, "database_url"),
        ("sqlite://", 2, "needs a file"),
        ("postgresql://a:hush@127.0.0.1:1/c", 3, "127.0.0.1:1/c: the records cannot be used"),
        (f"sqlite:///{ROOT / 'README.md' / 'records.db'}", 3, "cannot be kept there"),
    ],
)
def test_a_database_that_cannot_be_used_is_named(place: dict[str, str], address: str, code: int, said: str) -> None:
    done = run(place | {"POLICY_DATABASE_URL": address}, "records", "stats")
    refused(done, code, said)
    assert "hush" not in done.stderr


def test_questions_are_counted_exported_and_deleted(place: dict[str, str], tmp_path: Path) -> None:
    records = records_in(tmp_path, clock=FakeClock())  # long ago, as the command sees it
    identity = records.questions.answered("=HYPERLINK(1)", answer_of("@答,\n“二”"), "page")
    records.feedback.give(identity, useful=False, reason="-1")
    records.close()
    counted = json.loads(run(place, "records", "stats").stdout)
    assert (counted["questions"], counted["not_useful"], counted["by_channel"]) == (1, 1, {"page": 1})
    assert json.loads(run(place, "records", "stats", "--days", "1").stdout)["questions"] == 0
    table = tmp_path / "q.csv"
    assert run(place, "records", "export", "--csv", str(table)).returncode == 0
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    with table.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["问题"], row["答复"], row["评价理由"], row["编号"]) == (
        "'=HYPERLINK(1)",
        "'@答,\n“二”",
        "'-1",
        identity,
    )
    refused(run(place, "records", "export", "--csv", str(table)), 2, "is there already")
    assert run(place, "records", "export", "--csv", str(table), "--yes").returncode == 0
    purged = run(place, "records", "purge")
    assert "1 questions, 1 feedback" in purged.stdout
    assert json.loads(run(place, "records", "stats").stdout)["questions"] == 0


def test_a_backup_brings_a_lost_installation_back(place: dict[str, str], tmp_path: Path, mini: Path) -> None:
    records = records_in(tmp_path)
    records.users.add("王", Role.ADMIN, PASSWORD, by="test")
    records.close()
    archive = tmp_path / "b.tar.gz"
    assert run(place, "records", "backup", str(archive)).returncode == 0
    refused(run(place, "records", "backup", str(archive)), 2, "is there already")
    source = mini / "sources" / "yunhai.md"
    text = source.read_bytes()
    source.write_text("spoilt")
    refused(run(place, "records", "restore", str(archive)), 2, "add --yes")
    done = run(place, "records", "restore", str(archive), "--yes")
    assert done.returncode == 0, done.stderr
    assert "index build" in done.stdout
    assert source.read_bytes() == text
    elsewhere = place | {"POLICY_VAR": str(tmp_path / "new"), "POLICY_CORPUS": str(tmp_path / "new-corpus")}
    assert run(elsewhere, "records", "restore", str(archive)).returncode == 0
    assert "王\tadmin" in run(elsewhere, "staff", "list").stdout
    assert (tmp_path / "new-corpus" / "sources" / "yunhai.md").read_bytes() == text
    archive.write_bytes(archive.read_bytes()[:-40])
    refused(run(place, "records", "restore", str(archive), "--yes"), 2, "damaged")


_ASKED = """
from assistant.records.giving import given_answers
from assistant.settings import read_settings
assert given_answers(read_settings()) is None
"""


@pytest.mark.parametrize("code", ["import assistant.cli", _ASKED], ids=["help", "a question"])
def test_where_nothing_is_kept_no_database_is_loaded(place: dict[str, str], code: str) -> None:
    libraries = "sqlalchemy", "alembic", "argon2", "psycopg"
    code += f"\nimport sys\nprint([name for name in {libraries} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **place}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_help_names_the_commands(place: dict[str, str]) -> None:
    assert "migrate" in run(place, "records", "--help").stdout
