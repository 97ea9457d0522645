"""kill -9 while questions, feedback and approvals are written: what was acknowledged is there."""

from pathlib import Path

from assistant.records.states import State
from tests.keeping import records_in
from tests.processes import kills, running

_ENOUGH = 40
_WRITE = """
import sys
from pathlib import Path
from assistant.records.bindings import Quoted
from tests.keeping import CLAUSE, answer_of, corpus_of, records_in

records = records_in(Path(sys.argv[1]), sys.argv[2])
corpus = corpus_of("160元")
n = 0
while True:
    n += 1
    question = records.questions.answered(f"问{n}", answer_of(), "page")
    records.feedback.give(question, useful=False, reason=f"第{n}次")
    approved = records.approved.approve(f"问{sys.argv[3]}{n}", "160元", [Quoted(CLAUSE, "160元")], corpus, by="王")
    print(question, approved.id, n, flush=True)
"""


@kills
def test_nothing_acknowledged_is_lost(tmp_path: Path, database_url: str) -> None:
    records_in(tmp_path, database_url).close()
    acknowledged = []
    with (
        running(_WRITE, str(tmp_path), database_url, "0") as one,
        running(_WRITE, str(tmp_path), database_url, "1") as other,
    ):
        for writer in (one, other):
            acknowledged += [writer.stdout.readline() for _ in range(_ENOUGH)]
        for writer in (one, other):
            writer.kill()
        for writer in (one, other):
            acknowledged += [line for line in writer.stdout if line.endswith("\n")]
    records = records_in(tmp_path, database_url)
    active = {answer.id for answer in records.approved.every(State.ACTIVE)}
    assert len(acknowledged) >= 2 * _ENOUGH
    for line in acknowledged:
        question, approved, number = line.split()
        kept = records.questions.get(question)
        assert (kept.question, kept.useful, kept.reason) == (f"问{number}", False, f"第{number}次")
        assert approved in active
    if database_url == "":
        with records.store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    records.close()
