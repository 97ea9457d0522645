"""Archives that are not what they should be change nothing."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.records.archive import MANIFEST, unpacked
from assistant.records.backup import backup
from assistant.records.book import Records
from assistant.records.errors import ArchiveError
from assistant.records.restore import restore
from tests.backups import BY, fill, held, texts
from tests.keeping import FakeClock, records_in


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
