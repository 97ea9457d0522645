"""What is kept, alike in SQLite and in PostgreSQL."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from assistant.model import AnswerStatus
from assistant.records.book import Records
from assistant.records.engine import database_url as address
from assistant.records.errors import RecordsUnavailableError, RefusedError, UnknownRecordError
from assistant.records.filters import Wanted
from assistant.records.stats import stats
from tests.keeping import FakeClock, answer_of, records_in


def test_a_question_is_kept_masked_with_all_that_was_answered(records: Records, clock: FakeClock) -> None:
    answer = answer_of("“我是13800000000”材料没有写明。", AnswerStatus.NO_SOURCE)
    identity = records.questions.answered("我是13800000000，收费吗", answer, "page", "c13800000000")
    kept = records.questions.get(identity)
    assert kept.question == "我是[电话]，收费吗"
    assert kept.answer == "“我是[电话]”材料没有写明。"
    assert (kept.asked_at, kept.status, kept.route, kept.channel) == (clock.now, "no_source", "retrieval", "page")
    assert (kept.district, kept.conversation, kept.latency_ms, kept.useful) == ("文登区", "c[电话]", 12.5, None)
    assert [(cited.clause_id, cited.quote) for cited in kept.citations] == [("doc#p1", "每人次160元")]


def test_ids_are_long_and_all_different(records: Records) -> None:
    identities = {records.questions.answered("问", answer_of(), "api") for _ in range(20)}
    assert len(identities) == 20
    assert all(len(identity) >= 22 for identity in identities)


@pytest.mark.parametrize("odd", ["含\x00空", "半个\ud800字", "😀𠀀", "x" * 9000, ""])
def test_whatever_is_typed_can_be_kept(records: Records, odd: str) -> None:
    identity = records.questions.answered(odd, answer_of(odd), "completions", odd)
    assert len(records.questions.get(identity).question) <= 4000


def test_an_unknown_channel_is_a_mistake_of_ours(records: Records) -> None:
    with pytest.raises(ValueError, match="fax"):
        records.questions.answered("问", answer_of(), "fax")


def test_the_last_feedback_counts(records: Records) -> None:
    identity = records.questions.answered("问", answer_of(), "page")
    records.feedback.give(identity, useful=True, reason=None)
    records.feedback.give(identity, useful=False, reason=" 打13800000000没人接 ")
    kept = records.questions.get(identity)
    assert (kept.useful, kept.reason) == (False, "打[电话]没人接")
    assert stats(records.store).not_useful == 1
    assert stats(records.store).useful == 0


def test_feedback_on_an_unknown_question_is_refused(records: Records) -> None:
    with pytest.raises(UnknownRecordError) as refused:
        records.feedback.give("nonesuch", useful=True)
    assert "没有找到" in refused.value.shown


def test_a_reason_may_have_500_characters_and_no_more(records: Records) -> None:
    identity = records.questions.answered("问", answer_of(), "page")
    records.feedback.give(identity, useful=False, reason="字" * 500)
    with pytest.raises(RefusedError, match="reason: 501 characters"):
        records.feedback.give(identity, useful=False, reason="字" * 501)


def test_feedback_given_at_once_ends_as_one(records: Records) -> None:
    start = threading.Barrier(8, timeout=20)

    def give(n: int) -> None:
        for identity in identities:
            start.wait()
            records.feedback.give(identity, useful=n % 2 == 0)

    identities = [records.questions.answered("问", answer_of(), "page") for _ in range(10)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(give, range(8)))
    counted = stats(records.store)
    assert counted.useful + counted.not_useful == 10


def test_the_newest_questions_come_first_page_by_page(records: Records, clock: FakeClock) -> None:
    identities = []
    for n in range(7):
        clock.forward(minutes=n % 2)  # some share their moment
        identities.append(records.questions.answered(f"问{n}", answer_of(), "page"))
    seen, before = [], None
    while page := records.questions.recent(limit=3, before=before):
        assert len(page) <= 3
        seen += page
        before = page[-1].id
    assert sorted(one.id for one in seen) == sorted(identities)
    assert [one.asked_at for one in seen] == sorted((one.asked_at for one in seen), reverse=True)
    assert records.questions.recent(before="nonesuch") == []


def test_questions_are_found_by_status_and_feedback(records: Records, clock: FakeClock) -> None:
    declined = records.questions.answered("一", answer_of(status=AnswerStatus.NO_SOURCE), "page")
    clock.forward(hours=1)
    disliked = records.questions.answered("二", answer_of(), "staff")
    records.feedback.give(disliked, useful=False)
    assert [one.id for one in records.questions.matching(Wanted(status="no_source"))] == [declined]
    assert [one.id for one in records.questions.matching(Wanted(useful=False))] == [disliked]
    assert [one.id for one in records.questions.matching(Wanted(since=clock.now))] == [disliked]


def test_many_threads_write_at_once_and_nothing_is_lost(records: Records) -> None:
    start = threading.Barrier(40, timeout=60)

    def ask(n: int) -> str:
        start.wait()
        identity = records.questions.answered(f"问{n}", answer_of(), "api")
        records.feedback.give(identity, useful=True)
        return identity

    with ThreadPoolExecutor(40) as pool:
        identities = set(pool.map(ask, range(40)))
    counted = stats(records.store)
    assert len(identities) == counted.questions == counted.useful == 40


def test_the_page_is_taken_out_of_service_and_brought_back(records: Records, clock: FakeClock) -> None:
    assert records.service.closed() is None
    records.service.close(" 系统维护，请明天再来。 ", by="王")
    closed = records.service.closed()
    assert closed is not None
    assert (closed.notice, closed.by, closed.at) == ("系统维护，请明天再来。", "王", clock.now)
    records.service.open(by="李")
    assert records.service.closed() is None
    assert [(entry.who, entry.what) for entry in records.audit.entries()] == [
        ("李", "page opened"),
        ("王", "page closed"),
    ]


@pytest.mark.parametrize("notice", ["", "  ", "字" * 501])
def test_a_notice_says_something_short(records: Records, notice: str) -> None:
    with pytest.raises(RefusedError, match="notice"):
        records.service.close(notice, by="王")
    assert records.service.closed() is None


def test_retention_deletes_what_is_older_and_says_so(records: Records, clock: FakeClock) -> None:
    old = records.questions.answered("旧", answer_of(), "page")
    records.feedback.give(old, useful=True)
    records.audit.note("王", "looked")
    clock.forward(days=10)
    edge = records.questions.answered("新", answer_of(), "page")
    clock.forward(days=180)
    purged = records.retention.purge(180, 365, by="王")
    assert (purged.questions, purged.feedback, purged.audit) == (1, 1, 0)
    with pytest.raises(UnknownRecordError):
        records.questions.get(old)
    assert records.questions.get(edge).question == "新"
    assert [entry.what for entry in records.audit.entries()] == ["records purged", "looked"]
    clock.forward(days=300)
    records.retention.purge(0, 365, by="王")
    assert records.questions.get(edge).question == "新"
    assert [entry.what for entry in records.audit.entries()] == ["records purged", "records purged"]


def test_audit_entries_are_read_page_by_page(records: Records) -> None:
    for n in range(5):
        records.audit.note("王", f"did {n}")
    first = records.audit.entries(limit=3)
    rest = records.audit.entries(limit=3, before=first[-1].id)
    assert [entry.what for entry in (*first, *rest)] == ["did 4", "did 3", "did 2", "did 1", "did 0"]


def test_a_change_that_fails_leaves_no_audit_entry(records: Records) -> None:
    def fail() -> None:
        with records.store.writing() as session:
            records.audit.enter(session, "王", "tried")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert records.audit.entries() == []


def test_a_server_that_is_gone_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnavailableError) as failed:
        records_in(tmp_path, "postgresql://me:hush@127.0.0.1:1/none")
    assert "127.0.0.1:1" in str(failed.value)
    assert "hush" not in str(failed.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "records.db").write_text("no database, and long enough to be looked at " * 20)
    with pytest.raises(RecordsUnavailableError, match=r"records\.db"):
        records_in(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_the_file_of_records_is_its_owners_alone(tmp_path: Path) -> None:
    records = records_in(tmp_path)
    records.questions.answered("问", answer_of(), "page")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "var").iterdir()}
    assert set(modes.values()) == {0o600}, modes
    records.close()


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    records = records_in(tmp_path)
    with records.store.engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    records.close()


def test_a_bare_postgresql_address_is_taken_by_psycopg(tmp_path: Path) -> None:
    assert create_engine(address("postgresql://a@b/c", tmp_path)).driver == "psycopg"
