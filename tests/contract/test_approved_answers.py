"""Approved answers and their wordings, alike in SQLite and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.records.approved import ApprovedAnswer
from assistant.records.bindings import Quoted
from assistant.records.book import Records
from assistant.records.errors import RecordsError, RefusedError, UnknownRecordError
from assistant.records.states import State, Verdict
from tests.keeping import CLAUSE, FakeClock, corpus_of

TEXT = "中级评审费每人次160元，可以退费。"
QUOTES = [Quoted(CLAUSE, "每人次160元")]


def approve(records: Records, question: str = "中级评审费多少？", **more: str) -> ApprovedAnswer:
    return records.approved.approve(question, "每人次160元。[1]", QUOTES, corpus_of(TEXT), by="王", **more)


def test_an_approved_answer_is_found_by_its_question_however_it_is_typed(records: Records, clock: FakeClock) -> None:
    approved = approve(records)
    assert records.approved.find(" 中级评审费多少 ") == approved
    assert records.approved.find("中级，评审费多少?!") == approved
    assert records.approved.find("高级评审费多少？") is None
    assert records.approved.find("？！") is None
    assert (approved.author, approved.approved_at, approved.withdrawal) == ("王", clock.now, None)
    assert [(one.clause_id, one.quote) for one in approved.bindings] == [(CLAUSE, "每人次160元")]
    assert records.approved.get(approved.id) == approved


@pytest.mark.parametrize(
    ("quotes", "said"),
    [
        ([], "at least one clause"),
        ([Quoted("doc#p9", "每人次160元")], "no clause 'doc#p9'"),
        ([Quoted(CLAUSE, "每人次 160元")], "does not stand in"),
        ([Quoted(CLAUSE, "")], "does not stand in"),
        ([*QUOTES, Quoted(CLAUSE, "不退费")], "does not stand in"),
    ],
)
def test_an_answer_needs_clauses_quoted_verbatim(records: Records, quotes: list[Quoted], said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        records.approved.approve("问", "答", quotes, corpus_of(TEXT), by="王")
    assert records.approved.every() == []
    assert records.audit.entries() == []


@pytest.mark.parametrize(("question", "answer"), [("", "答"), ("？", "答"), ("问", " "), ("问" * 4001, "答")])
def test_an_answer_needs_a_question_and_a_text(records: Records, question: str, answer: str) -> None:
    with pytest.raises(RefusedError, match="question, answer"):
        records.approved.approve(question, answer, QUOTES, corpus_of(TEXT), by="王")


def test_a_long_question_is_found_too(records: Records) -> None:
    long = "".join(chr(0x4E00 + n * 7 % 20000) for n in range(4000))
    assert records.approved.find(approve(records, long).question) is not None


def test_one_question_has_one_active_answer(records: Records) -> None:
    approve(records)
    with pytest.raises(RefusedError, match="is found by it") as refused:
        approve(records, "中级评审费多少")
    assert "中级评审费多少？" in refused.value.shown


def test_of_two_who_approve_at_once_one_is_refused(records: Records) -> None:
    def attempt(_: int) -> bool:
        try:
            approve(records)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1


def test_a_withdrawn_answer_is_not_found_and_says_why(records: Records, clock: FakeClock) -> None:
    approved = approve(records)
    clock.forward(days=1)
    records.approved.withdraw(approved.id, by="李", reason="费用已调整")
    assert records.approved.find(approved.question) is None
    withdrawal = records.approved.get(approved.id).withdrawal
    assert withdrawal is not None
    assert (withdrawal.at, withdrawal.by, withdrawal.reason) == (clock.now, "李", "费用已调整")
    assert records.approved.every(State.ACTIVE) == []
    assert [one.id for one in records.approved.every(State.WITHDRAWN)] == [approved.id]
    with pytest.raises(UnknownRecordError):
        records.approved.withdraw(approved.id, by="李", reason="再撤")
    assert records.approved.find(approve(records).question) is not None


def test_a_withdrawal_needs_a_reason(records: Records) -> None:
    approved = approve(records)
    with pytest.raises(RefusedError, match="reason"):
        records.approved.withdraw(approved.id, by="李", reason=" ")
    assert records.approved.find(approved.question) is not None


def test_what_rests_on_a_changed_clause_is_withdrawn_and_named(records: Records) -> None:
    corpus = corpus_of(TEXT, "公示5个工作日。")
    fee = records.approved.approve("费用", "160元。[1]", QUOTES, corpus, by="王")
    days = records.approved.approve("公示", "5日。[1]", [Quoted("doc2#p1", "5个工作日")], corpus, by="王")
    both = records.approved.approve("两样", "…", [*QUOTES, Quoted("doc2#p1", "公示")], corpus, by="王")
    assert records.approved.withdraw_changed(corpus) == []
    stale = records.approved.withdraw_changed(corpus_of(TEXT, "公示5个工作日以上。"))
    assert {one.answer.id: one.clauses for one in stale} == {days.id: ("doc2#p1",), both.id: ("doc2#p1",)}
    assert records.approved.find("费用") == fee
    assert records.approved.find("公示") is None
    assert [one.answer.id for one in records.approved.withdraw_changed(corpus_of("别的"))] == [fee.id]
    assert records.audit.entries()[0].who == "system"
    assert CLAUSE in records.audit.entries()[0].detail


def test_a_wording_finds_the_answer_only_once_it_is_accepted(records: Records) -> None:
    approved = approve(records)
    wording = records.wordings.suggest(approved.id, "报中级要花多少钱", by="page")
    assert records.approved.find("报中级要花多少钱") is None
    assert [one.id for one in records.wordings.waiting()] == [wording]
    records.wordings.accept(wording, by="李")
    assert records.approved.find("报中级要花多少钱？") == approved
    assert records.wordings.waiting() == []
    records.wordings.refuse(wording, by="李")
    assert records.approved.find("报中级要花多少钱") is None
    kept = records.wordings.of(approved.id)
    assert [(one.text, one.own, one.verdict) for one in kept] == [
        ("中级评审费多少？", True, Verdict.ACCEPTED),
        ("报中级要花多少钱", False, Verdict.REFUSED),
    ]
    assert (kept[1].suggested_by, kept[1].decided_by) == ("page", "李")


def test_a_wording_of_a_withdrawn_answer_finds_nothing(records: Records) -> None:
    approved = approve(records)
    wording = records.wordings.suggest(approved.id, "花多少钱", by="page")
    late = records.wordings.suggest(approved.id, "要钱吗", by="page")
    records.wordings.accept(wording, by="李")
    records.approved.withdraw(approved.id, by="李", reason="旧")
    assert records.approved.find("花多少钱") is None
    assert records.wordings.waiting() == []
    with pytest.raises(UnknownRecordError):
        records.wordings.accept(late, by="李")
    with pytest.raises(UnknownRecordError):
        records.wordings.suggest(approved.id, "又一种", by="page")


def test_no_wording_leads_to_two_answers(records: Records) -> None:
    first, second = approve(records), approve(records, "中级收费标准")
    records.wordings.accept(records.wordings.suggest(first.id, "多少钱", by="page"), by="李")
    same = records.wordings.suggest(second.id, "多少钱？", by="page")
    question = records.wordings.suggest(second.id, first.question, by="page")
    for wording in (same, question):
        with pytest.raises(RefusedError, match="is found by it"):
            records.wordings.accept(wording, by="李")
    with pytest.raises(RefusedError, match="is found by it"):
        approve(records, "多少钱")
    assert records.approved.find("多少钱") == first


def test_a_wording_that_is_known_or_says_nothing_is_refused(records: Records) -> None:
    approved = approve(records)
    for text in ("中级评审费多少", "？？", "", "问" * 4001):
        with pytest.raises(RefusedError, match="text"):
            records.wordings.suggest(approved.id, text, by="page")


def test_a_suggested_wording_is_masked(records: Records) -> None:
    approved = approve(records)
    records.wordings.suggest(approved.id, "我13800000000要交多少", by="page")
    assert records.wordings.waiting()[0].text == "我[电话]要交多少"


def test_a_replacement_takes_over_the_accepted_wordings(records: Records) -> None:
    old = approve(records)
    records.wordings.accept(records.wordings.suggest(old.id, "多少钱", by="page"), by="李")
    records.wordings.suggest(old.id, "贵吗", by="page")
    new = approve(records, replaces=old.id)
    assert records.approved.find("多少钱") == new
    assert records.approved.find(old.question) == new
    assert records.approved.find("贵吗") is None
    assert records.approved.get(old.id).withdrawal is not None
    with pytest.raises(UnknownRecordError):
        approve(records, replaces=old.id)


def test_unknown_ids_are_refused(records: Records) -> None:
    calls = [
        lambda: records.approved.get("x"),
        lambda: records.wordings.accept("x", by="李"),
        lambda: records.wordings.refuse("x", by="李"),
        lambda: records.wordings.suggest("x", "问", by="李"),
    ]
    for call in calls:
        with pytest.raises(RecordsError, match="'x'"):
            call()


def test_every_step_is_in_the_audit_log(records: Records) -> None:
    approved = approve(records)
    records.wordings.accept(records.wordings.suggest(approved.id, "多少钱", by="page"), by="李")
    records.approved.withdraw(approved.id, by="赵", reason="旧")
    log = [(entry.who, entry.what, entry.subject) for entry in reversed(records.audit.entries())]
    assert log == [
        ("王", "answer approved", approved.id),
        ("page", "wording suggested", approved.id),
        ("李", "wording accepted", approved.id),
        ("赵", "answer withdrawn", approved.id),
    ]
