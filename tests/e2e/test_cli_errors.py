"""The command line with bad input: one clear line, the documented exit code, never a traceback."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import MINI
from tests.processes import call


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return call("assistant", *arguments, timeout=120, **environment)


def refused(done: subprocess.CompletedProcess[str], code: int, *said: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    for words in said:
        assert words in done.stderr


def test_help_lists_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("ask", "chat", "search", "calc", "index", "ingest", "serve", "doctor", "records", "staff"):
        assert command in done.stdout


def test_what_is_not_there_yet_says_so() -> None:
    refused(run("ingest", "x.docx", "--id", "x"), 2, "ingest: not in this version yet")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "a question is needed"),
        (["ask", "问", "--batch", "x", "--out", "y"], "--batch takes --out and no question"),
        (["ask", "--batch", "x"], "--batch takes --out"),
        (["ask", "问", "--on", "2022-13-01"], "--on: '2022-13-01' is not a day"),
        (["search"], "a query is needed"),
        (["serve", "--workers", "2"], "--workers above 1 needs a Chroma server"),
        (["ask", "--batch", "/nonexistent.jsonl", "--out", "/tmp/never.jsonl"], "/nonexistent.jsonl cannot be read"),
        (["ask", "问", "--corpus", "/nonexistent"], "/nonexistent: no such folder"),
    ],
)
def test_a_wrong_call_is_exit_2_and_named(arguments: list[str], said: str) -> None:
    refused(run(*arguments), 2, said)


def test_a_setting_out_of_bounds_is_named() -> None:
    refused(run("ask", "问", POLICY_QUERY_THREADS="0"), 2, "query_threads")


def test_a_corpus_without_an_index_names_the_command_that_makes_it(tmp_path: Path) -> None:
    done = run("ask", "问", "--corpus", str(MINI), "--index", str(tmp_path / "none"))
    refused(done, 3, "no index here yet", f"index build --corpus {MINI} --index {tmp_path / 'none'}")


def test_a_broken_manifest_names_file_and_key(mini: Path) -> None:
    manifest = mini / "manifest.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("title_from", "titel_from"), encoding="utf-8")
    refused(run("index", "build", "--corpus", str(mini)), 2, "manifest.yaml", "titel_from: unknown key")


def test_a_source_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "旧.txt").write_bytes("第一条".encode("gb18030"))
    refused(run("index", "build", "--corpus", str(tmp_path)), 2, "旧.txt: not UTF-8")


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    refused(run("index", "build", "--corpus", str(tmp_path)), 2, "no .md or .txt file")


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused(run("serve", "--port", port), 2, f"127.0.0.1:{port} cannot be listened on", "--port")


def test_a_malformed_line_stops_the_batch_before_anything_is_answered(tmp_path: Path) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    batch.write_text('{"question": "好的"}\n{"question": \n', encoding="utf-8")
    refused(run("ask", "--batch", str(batch), "--out", str(out)), 2, "line 2")
    assert not out.exists()


def test_verify_of_a_missing_index_is_exit_3(tmp_path: Path) -> None:
    refused(run("index", "verify", "--index", str(tmp_path / "none")), 3, "no index here yet")


@pytest.mark.model
def test_doctor_names_each_fault_and_its_remedy(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(MINI, corpus)
    (corpus / "sources" / "dongwan.md").unlink()
    done = run("doctor", "--corpus", str(corpus))
    assert done.returncode == 3
    assert "FAIL corpus" in done.stdout
    assert "dongwan.md: missing" in done.stdout


def test_a_batch_that_cannot_start_leaves_the_answers_of_the_last_one(tmp_path: Path) -> None:
    batch, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    batch.write_text('{"question": "问题"}\n', encoding="utf-8")
    out.write_text("yesterday's answers", encoding="utf-8")
    place = ("--corpus", str(MINI), "--index", str(tmp_path / "none"))
    refused(run("ask", "--batch", str(batch), "--out", str(out), *place), 3, "no index here yet")
    assert out.read_text(encoding="utf-8") == "yesterday's answers"
    refused(run("ask", "--batch", str(batch), "--out", str(batch), *place), 2, "the file that --batch reads")
    assert batch.read_text(encoding="utf-8") == '{"question": "问题"}\n'


def test_serving_a_corpus_without_an_index_stops_at_once(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    done = run("serve", "--port", port, "--corpus", str(MINI), "--index", str(tmp_path / "none"))
    refused(done, 3, "no index here yet", "index build")
