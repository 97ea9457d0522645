"""Cases, the gate, the comparison of runs, the log of test runs: what they refuse and what they find."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import AnswerStatus, Route
from corpus.errors import CorpusError, RuleFileError
from corpus.ids import ClauseId, DocumentId
from corpus.model import Clause, ClauseKind
from eval.case import Case, Kind, read_cases, uncovered
from eval.changes import clause_changes, text_diff
from eval.compare import compared
from eval.gate import Accepted, Baseline, accepted, faults, read_baseline
from eval.near import near_duplicates
from eval.record import Cited, Record, Run, read_run, write_run
from eval.report import as_html, as_markdown
from eval.summary import Summary, summarised
from eval.testlog import END, log_run
from tests.factories import clause_of

GOOD = {"id": "fee-1", "kind": "fee", "question": "多少钱", "status": ["answered"], "evidence": [["doc#p1"]]}
CLAUSES = (clause_of("评审费160元"),)


def write(folder: Path, *records: dict[str, object], name: str = "fee.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return folder


def summary_of(*answers: tuple[str, str | None], cited: str = "doc#p1", verbatim: bool = True) -> Summary:
    """A summary over cases that want 160 元, given for each the text and the computed result."""
    cases = [
        Case(id=f"c-{n}", kind=Kind.FEE, question=f"第{n}问", status=("answered",), facts=(("160",),),
             evidence=(("doc#p1",),), result="160", unit="元")
        for n in range(len(answers))
    ]  # fmt: skip
    records = tuple(
        Record(id=case.id, status=AnswerStatus.ANSWERED, route=Route.CALCULATION, text=text, result=result, unit="元",
               citations=(Cited(clause=ClauseId(cited), section="1", quote="评审费160元", verbatim=verbatim),),
               ranking=(ClauseId("doc#p1"),), confidence=0.9, latency_ms=5.0)
        for case, (text, result) in zip(cases, answers, strict=True)
    )  # fmt: skip
    run = Run(made=datetime(2026, 1, 2, tzinfo=UTC), seconds=1.0, split="dev", commit="abc", corpus="0" * 64,
              embedder="none", versions={}, records=records)  # fmt: skip
    return summarised(run, cases, CLAUSES)


# --- cases -----------------------------------------------------------------------------------


def test_cases_are_read_from_every_file_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "cases", GOOD)
    write(tmp_path / "cases", GOOD | {"id": "title-1", "kind": "title"}, name="title.jsonl")
    assert [case.id for case in read_cases(["doc#p1"], folder=tmp_path / "cases")] == ["fee-1", "title-1"]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"kind": "weather"}, "kind"),
        ({"status": []}, "status"),
        ({"status": ["fine"]}, "status"),
        ({"evidence": [[]]}, "no alternative"),
        ({"result": "160"}, "result and unit"),
        ({"colour": "red"}, "colour"),
        ({"evidence": [["doc#p9"]]}, "no clause 'doc#p9'"),
        ({"also": ["doc#p9"]}, "no clause 'doc#p9'"),
    ],
)
def test_a_wrong_case_is_refused_by_file_and_line(tmp_path: Path, broken: dict[str, object], complaint: str) -> None:
    folder = write(tmp_path / "cases", GOOD | broken)
    with pytest.raises(RuleFileError, match=complaint) as error:
        read_cases(["doc#p1"], folder=folder)
    assert "fee.jsonl" in str(error.value)


def test_an_id_may_stand_once_in_all_files(tmp_path: Path) -> None:
    write(tmp_path / "cases", GOOD)
    folder = write(tmp_path / "cases", GOOD, name="other.jsonl")
    with pytest.raises(RuleFileError, match="in another file"):
        read_cases(["doc#p1"], folder=folder)


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_all_cases_about_a_clause_are_on_one_side(clause: str, one: str, other: str) -> None:
    about = {"kind": Kind.FACT, "question": "？", "status": ("answered",), "evidence": ((clause,),)}
    assert Case(id=one, **about).split is Case(id=other, **about).split


def test_a_clause_without_a_case_is_named() -> None:
    assert uncovered([Case(**GOOD)], [ClauseId("doc#p1"), ClauseId("doc#p2")]) == ["doc#p2"]


@pytest.mark.parametrize(
    ("question", "known", "refused"),
    [
        ("评中级要交多少钱", "评中级要交多少钱？", True),
        ("请问评中级要交多少钱呀", "评中级要交多少钱", True),
        ("评中级要交多少钱", "中级职称一个人收费几何", False),
        ("多少钱", "多少钱呢", False),  # too short for likeness to mean anything
        ("？？", "!!", False),
    ],
)
def test_a_question_that_was_taught_is_no_case(question: str, known: str, refused: bool) -> None:
    assert bool(near_duplicates([("x", question)], [known])) is refused


# --- the gate --------------------------------------------------------------------------------


def test_a_run_passes_its_own_baseline() -> None:
    summary = summary_of(("160元", "160"), ("160元", "160"))
    assert faults(summary, accepted(summary)) == []


def test_a_wrong_value_never_passes() -> None:
    summary = summary_of(("160元", "160"), ("共1600元", "1600"))
    assert faults(summary, Baseline(commit=None, corpus="", figures={})) == ["c-1: a wrong value was computed"]


def test_an_altered_quotation_never_passes() -> None:
    summary = summary_of(("160元", "160"), verbatim=False)
    assert faults(summary, Baseline(commit=None, corpus="", figures={})) == ["c-0: a quotation is not verbatim"]


@pytest.mark.parametrize(("low", "passes"), [(0.4, True), (0.5, True), (0.6, False)])
def test_only_a_drop_beyond_the_interval_fails(low: float, passes: bool) -> None:
    summary = summary_of(("160元", "160"), ("不知道", None))
    baseline = Baseline(commit=None, corpus="", figures={"accuracy": Accepted(value=0.8, low=low, high=0.9, cases=2)})
    assert (faults(summary, baseline) == []) is passes


def test_a_longer_answer_is_a_fault_too() -> None:
    summary = summary_of(("160元" * 100, "160"))
    figures = {"length_median": Accepted(value=100, low=90, high=110, cases=1)}
    assert "length_median" in faults(summary, Baseline(commit=None, corpus="", figures=figures))[0]


def test_what_is_no_baseline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "baseline.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RuleFileError, match="no baseline"):
        read_baseline(tmp_path / "baseline.json")
    with pytest.raises(CorpusError):
        read_baseline(tmp_path / "missing.json")


# --- runs ------------------------------------------------------------------------------------


def test_a_run_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    run = summary_of(("160元", "160")).run
    write_run(run, tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == run
    (tmp_path / "run.json").write_text("[]", encoding="utf-8")
    with pytest.raises(RuleFileError, match="no run"):
        read_run(tmp_path / "run.json")


def test_a_comparison_lists_what_turned_and_how_likely_chance_is() -> None:
    before = summary_of(*[("不知道", None)] * 8, ("160元", "160"), ("160元", "160"))
    after = summary_of(*[("160元", "160")] * 9, ("不知道", None))
    found = compared(before, after)
    assert [one.turn for one in found.changed] == ["better"] * 8 + ["worse"]
    accuracy = found.differences[0]
    assert (accuracy.before, accuracy.after) == (0.2, 0.9)
    # nine discordant pairs, one against eight: 2 · (C(9,0) + C(9,1)) / 2⁹
    assert accuracy.p_value == pytest.approx(2 * (1 + 9) / 2**9)


def test_the_same_run_twice_differs_in_nothing() -> None:
    found = compared(summary_of(("160元", "160")), summary_of(("160元", "160")))
    assert found.changed == ()
    assert all(difference.p_value == 1 for difference in found.differences)


def test_a_test_run_is_logged_above_the_mark(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"| run |\n|---|\n{END}\nmore\n", encoding="utf-8")
    log_run(summary_of(("160元", "160")), readme)
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert lines[2].startswith("| 2026-01-02 00:00 | abc | 1 | 1.000")
    assert lines[3:] == [END, "more"]
    readme.write_text("no mark", encoding="utf-8")
    with pytest.raises(CorpusError, match="must stand there once"):
        log_run(summary_of(("160元", "160")), readme)


# --- reports ---------------------------------------------------------------------------------


def test_the_report_needs_nothing_from_outside_and_shows_every_failure() -> None:
    summary = summary_of(("160元", "160"), ("<script>alert(1)</script>不知道", None))
    page = as_html(summary)
    assert "src=" not in page
    assert "@import" not in page
    assert "http" not in page.replace("http://www.w3.org", "")  # the names of SVG are no addresses
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "第1问" in page
    assert page.count("<svg") == 6


def test_the_markdown_has_a_row_for_every_figure() -> None:
    summary = summary_of(("160元", "160"), ("不知道", None))
    text = as_markdown(summary, full=True)
    assert "| answer accuracy | 0.500 |" in text
    assert "**c-1**" in text


# --- what a change of policy changes -----------------------------------------------------------


def clause(identity: str, text: str) -> Clause:
    return Clause(ClauseId(identity), DocumentId("doc"), ClauseKind.ITEM, 0, len(text), text)


def test_changed_moved_added_and_removed_clauses_are_told_apart() -> None:
    before = [
        clause("doc#i1", "初级评审收费标准为每人次100元"),
        clause("doc#i2", "公示期不少于5个工作日"),
        clause("doc#i3", "电子证书可以下载"),
    ]
    after = [
        clause("doc#i1", "初级评审收费标准为每人次120元"),
        clause("doc#i2", "新来的一条，说的是另外的事情"),
        clause("doc#i3", "公示期不少于5个工作日"),
    ]
    changes = clause_changes(before, after)
    assert [(one.kind, one.clause.id) for one in changes] == [
        ("changed", "doc#i1"), ("added", "doc#i2"), ("moved", "doc#i3"), ("removed", "doc#i3"),
    ]  # fmt: skip
    assert ("del", "100") in changes[0].pieces
    assert ("ins", "120") in changes[0].pieces


def test_a_heading_that_changes_is_shown() -> None:
    one = Clause(ClauseId("doc#i1"), DocumentId("doc"), ClauseKind.ITEM, 0, 2, "甲条", headings=("8.收费",))
    other = Clause(ClauseId("doc#i1"), DocumentId("doc"), ClauseKind.ITEM, 0, 2, "甲条", headings=("8.停止收费",))
    (change,) = clause_changes([one], [other])
    assert change.kind == "changed"
    assert ("ins", "停止") in change.pieces


def test_nothing_changed_is_no_change() -> None:
    clauses = [clause("doc#i1", "甲"), clause("doc#i2", "乙")]
    assert clause_changes(clauses, clauses) == []


@given(st.text(alphabet="评审费160元中级，。"), st.text(alphabet="评审费180元高级，。"))
def test_a_diff_holds_both_texts(before: str, after: str) -> None:
    pieces = text_diff(before, after)
    assert "".join(text for kind, text in pieces if kind != "ins") == before
    assert "".join(text for kind, text in pieces if kind != "del") == after


def test_only_the_commands_that_score_the_test_split_name_it() -> None:
    package = Path(__file__).parents[2] / "eval"
    named = {path.name: path.read_text(encoding="utf-8").count("Split.TEST") for path in package.rglob("*.py")}
    assert {name: count for name, count in named.items() if count} == {"__main__.py": 2, "case.py": 1}
