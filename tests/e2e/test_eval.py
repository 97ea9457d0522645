"""The evaluation as the bureau runs it: commands over the shipped corpus with the real model."""

import json
import subprocess
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.bootstrap import make_embedder
from assistant.settings import read_settings
from eval.case import Split, read_cases
from eval.example_change import changed_copy
from eval.groups import consistency, read_groups
from eval.impact import as_html as impact_page
from eval.impact import cases_of, impact
from eval.record import answered, record_of, write_run
from eval.report import as_html
from eval.run import run_cases
from eval.summary import summarised
from eval.yardsticks import Yardsticks
from tests.conftest import ROOT
from tests.processes import call

pytestmark = pytest.mark.model


def evaluate(*arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = call("eval", *arguments)
    assert done.returncode == code, done.stderr
    return done


def test_every_clause_has_a_case() -> None:
    assert "234 of 234 clauses covered" in evaluate("coverage").stdout


def test_two_assistants_give_identical_answers() -> None:
    one, other = open_assistant(), open_assistant()
    cases = read_cases([clause.id for clause in one.corpus.clauses], Split.DEV)[::6]
    assert len(cases) > 50
    differing = [
        case.id
        for case in cases
        if not record_of(case, answered(case, one), one).same_answer(record_of(case, answered(case, other), other))
    ]
    assert differing == []


def test_every_quotation_of_a_run_is_verbatim() -> None:
    assistant = open_assistant()
    cases = read_cases([clause.id for clause in assistant.corpus.clauses], Split.DEV)[::3]
    quoted = [c for case in cases for c in record_of(case, answered(case, assistant), assistant).citations]
    assert len(quoted) > 100
    assert all(citation.verbatim for citation in quoted)


def test_a_change_of_policy_is_laid_before_the_officer(tmp_path: Path) -> None:
    changed = changed_copy(ROOT / "corpus", tmp_path / "changed")
    cases = [case for case in read_cases(None, Split.DEV) if case.kind in ("fee", "hours")]
    found = impact(ROOT / "corpus", changed, cases)
    assert [change.clause.id for change in found.clauses] == [
        "weihai-2022#s2-i2-i4",
        "weihai-2022#s8-i1",
        "weihai-2022#s8-i2",
        "weihai-2022#s8-i3",
    ]
    (stale,) = [fault for fault in found.after.faults if "verdicts.yaml" not in str(fault)]
    assert "recognition-master.yaml" in str(stale)
    unsettled = [str(fault) for fault in found.after.faults if fault is not stale]
    assert any("每人次160元" in fault for fault in unsettled)  # verdicts that rested on the old words
    assert {rule.id for rule in found.rules if rule.kind == "changed"} >= {
        "fee-primary",
        "fee-intermediate",
        "fee-senior",
    }
    assert "recognition-master" in {rule.id for rule in found.rules if rule.kind == "removed"}
    assert found.answers
    assert {answer.case.kind.value for answer in found.answers} == {"fee"}
    page = impact_page(found)
    assert "http://" not in page.split("四、答复会变的问题")[0]
    assert "<del>160</del>" in page
    assert "<ins>180</ins>" in page
    assert "核定人" in page
    assert "所引原文“硕士学位获得者，从事本专业技术工作三年可确定为中级资格”" in page


def test_a_run_keeps_every_pipeline_and_can_be_reported_and_compared(tmp_path: Path) -> None:
    assistant = open_assistant()
    clauses = assistant.corpus.clauses
    cases = read_cases([clause.id for clause in clauses], Split.DEV)[::60]
    embedder = make_embedder(read_settings())
    made = run_cases(assistant, cases, "dev", embedder.fingerprint, Yardsticks(assistant, embedder))
    assert [record.id for record in made.records] == [case.id for case in cases]
    names = ["tutorial pipeline, top 1", "tutorial pipeline, top 4", "words alone", "vectors alone", "fused"]
    assert list(made.yardsticks) == names
    one, four = (made.yardsticks[name] for name in names[:2])
    assert all(longer.text.startswith(shorter.text) for shorter, longer in zip(one, four, strict=True))
    summary = summarised(made, cases, clauses)
    assert [row.name for row in summary.systems] == [*names, "ours"]
    assert all(name in as_html(summary) for name in ("本系统", "教程做法，首段", "仅词语检索"))
    write_run(made, tmp_path / "run.json")
    kept = str(tmp_path / "run.json")
    assert f"{len(cases)} cases in both runs; 0 answers changed." in evaluate("compare", kept, kept).stdout


def test_asking_every_phrasing_again_changes_nothing() -> None:
    found = consistency(open_assistant(), read_groups()[:4])
    assert found.changed_on_asking_again == ()
    assert found.consistent.counted == 4
    assert all(len(records) == 5 for records in found.records.values())


def test_impact_asks_an_officers_own_questions(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "q", "question": "那高级的呢", "history": [{"question": "中级多少钱"}]}\n', encoding="utf-8"
    )
    (case,) = cases_of(questions)
    assert (case.id, case.question, case.history) == ("q", "那高级的呢", ("中级多少钱",))


def test_impact_wants_two_folders() -> None:
    assert "name two corpus folders" in evaluate("impact", code=2).stderr


def test_retrieval_is_measured_on_any_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 一\n\n公示期不少于五个工作日。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 二\n\n评审费每人次一百六十元。\n", encoding="utf-8")
    queries = [
        {"id": 1, "question": "公示几天", "gold": ["公示期不少于五个工作日。"]},
        {"id": 2, "question": "评审费多少", "gold": ["评审费每人次一百六十元。"]},
        {"id": 3, "question": "哪里报名", "gold": ["这里没有的话"]},
    ]
    lines = "".join(json.dumps(query, ensure_ascii=False) + "\n" for query in queries)
    (tmp_path / "queries.jsonl").write_text(lines, encoding="utf-8")
    said = evaluate("retrieval", str(tmp_path)).stdout
    assert "| 3 queries, 2 clauses | R@1 | R@3 | R@5 | R@10 | R@100 | MRR@10 |" in said
    assert "| ours | 0.667 " in said
    assert "In no clause is the gold of: 3" in said
    assert "MB" in said


@pytest.mark.parametrize("queries", [None, "", '{"id": 1, "question": "无金标"}\n', "no json\n"])
def test_a_folder_that_cannot_be_measured_is_refused(tmp_path: Path, queries: str | None) -> None:
    (tmp_path / "a.md").write_text("公示期不少于五个工作日。\n", encoding="utf-8")
    if queries is not None:
        (tmp_path / "queries.jsonl").write_text(queries, encoding="utf-8")
    assert "queries.jsonl" in evaluate("retrieval", str(tmp_path), code=2).stderr


def test_a_run_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    place = str(tmp_path / "run.json")
    assert "no run" in evaluate("compare", place, place, code=2).stderr
    assert "no run" in evaluate("accept", place, code=2).stderr
