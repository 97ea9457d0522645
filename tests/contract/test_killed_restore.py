"""A restore that is killed, or stopped, is settled by the next opening."""

from pathlib import Path

import pytest

from assistant.records.backup import backup
from assistant.records.book import Records
from assistant.records.errors import RecordsError
from assistant.records.restore import finish, restore
from assistant.records.swap import Swap
from tests.backups import BY, fill, held, texts
from tests.keeping import FakeClock, answer_of, records_in
from tests.processes import kills, running

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


@kills
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
    with running(_RESTORE, str(tmp_path), database_url, stage) as killed:
        assert killed.stdout.readline() == "here\n"
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


def test_what_a_killed_restore_left_behind_is_not_restored(records: Records, corpus: Path, tmp_path: Path) -> None:
    were = texts(corpus)
    backup(records, corpus, tmp_path / "b.tar.gz", BY)
    left = Swap(corpus)
    (left.unpacked / "corpus").mkdir(parents=True)
    (left.unpacked / "corpus" / "stray.md").write_text("不该在这里")
    left.prepare("undecided")
    restore(records, corpus, tmp_path / "b.tar.gz", BY, replace=True)
    assert texts(corpus) == were
