"""Metrics: by the formula, at the edges, and against an independent implementation."""

import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.model import AnswerStatus, Route
from corpus.ids import ClauseId
from eval.case import Case, Kind
from eval.figure import figure
from eval.judge import collapsed, judged, plain, same_value
from eval.metrics.citation import citation_precision, citation_recall
from eval.metrics.consistency import agreement, consistent
from eval.metrics.exact_value import exact_value, states_wrong_value
from eval.metrics.mrr import reciprocal_rank
from eval.metrics.ndcg import ndcg_at
from eval.metrics.recall import recall_at, success_at
from eval.metrics.refusal import refusal_scores
from eval.metrics.routing import status_confusion
from eval.metrics.verbatim import verbatim
from eval.record import Cited, Record

IDS = [f"c{number}" for number in range(12)]


def case_of(**more: object) -> Case:
    return Case(**{"id": "x-1", "kind": Kind.FEE, "question": "？", "status": ("answered",), **more})


def record_of(text: str = "", *cited: str, **more: object) -> Record:
    citations = tuple(Cited(clause=ClauseId(c), section="1", quote="原文", verbatim=True) for c in cited)
    values = {"id": "x-1", "status": AnswerStatus.ANSWERED, "route": Route.RETRIEVAL, **more}
    return Record(text=text, citations=citations, **values)


# --- retrieval -------------------------------------------------------------------------------


@settings(deadline=None)  # the first call builds their measures
@given(ranking=st.permutations(IDS), relevant=st.sets(st.sampled_from([*IDS, "never-found"]), min_size=1))
def test_retrieval_metrics_agree_with_ir_measures(ranking: list[str], relevant: set[str]) -> None:
    qrels = [ir_measures.Qrel("q", identity, 1) for identity in relevant]
    run = [ir_measures.ScoredDoc("q", identity, float(-rank)) for rank, identity in enumerate(ranking)]
    theirs = ir_measures.calc_aggregate(
        [ir_measures.R @ 5, ir_measures.RR @ 10, ir_measures.nDCG @ 10, ir_measures.Success @ 3], qrels, run
    )
    ours = {
        "R@5": recall_at(ranking, relevant, 5),
        "RR@10": reciprocal_rank(ranking, relevant, 10),
        "nDCG@10": ndcg_at(ranking, relevant, 10),
        "Success@3": success_at(ranking, relevant, 3),
    }
    assert {str(name): value for name, value in theirs.items()} == pytest.approx(ours)


def test_ndcg_is_what_the_formula_says() -> None:
    assert ndcg_at(["a", "x", "b"], {"a", "b"}, 3) == pytest.approx(
        (1 / math.log2(2) + 1 / math.log2(4)) / (1 / math.log2(2) + 1 / math.log2(3))
    )


def test_an_id_beyond_the_depth_counts_nothing() -> None:
    assert reciprocal_rank(["a", "b", "c"], {"c"}, 2) == 0
    assert recall_at(["a", "b", "c"], {"c"}, 2) == 0
    assert ndcg_at(["a", "b", "c"], {"c"}, 2) == 0


@pytest.mark.parametrize("metric", [recall_at, ndcg_at])
def test_where_nothing_is_relevant_there_is_no_figure(metric: object) -> None:
    with pytest.raises(ValueError, match="nothing is relevant"):
        metric(["a"], set(), 1)


def test_alternatives_of_one_entry_count_once() -> None:
    case = case_of(evidence=(("a", "b"), ("c",)))
    ranking, relevant = collapsed(["b", "a", "x", "c"], case)
    assert ranking == ["evidence-0", "x", "evidence-1"]
    assert relevant == {"evidence-0", "evidence-1"}


# --- answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("评审费为每人次160元。", True),
        ("评审费为每人次 **１６０** 元[1]。", True),
        ("评审费为每人次一百六十元。", True),
        ("评审费为每人次100元。", False),
        ("160元，高级360元。", False),
    ],
)
def test_facts_are_looked_for_whatever_the_width_or_the_marks(text: str, right: bool) -> None:
    case = case_of(facts=(("160元", "一百六十元"),), not_facts=("360元",))
    assert judged(case, record_of(text)).right is right


def test_a_wrong_status_is_wrong_whatever_is_said() -> None:
    found = judged(case_of(facts=(("160",),)), record_of("160", status=AnswerStatus.NO_SOURCE))
    assert found.status_wrong
    assert not found.right


def test_a_refusal_that_is_right_need_state_no_facts() -> None:
    case = case_of(status=("no_source", "answered"), facts=(("160",),))
    assert judged(case, record_of("材料没有写明", status=AnswerStatus.NO_SOURCE)).right
    assert not judged(case, record_of("材料写明了别的")).right


def test_a_result_is_compared_as_a_number() -> None:
    case = case_of(result="480", unit="元")
    assert exact_value(case, record_of("", result="480.00")) == 1
    assert exact_value(case, record_of("共480元")) == 1
    assert exact_value(case, record_of("共1480元", result="1480")) == 0
    assert states_wrong_value(case, record_of("", result="1480"))
    assert not states_wrong_value(case, record_of("没有数字"))
    assert exact_value(case_of(), record_of()) is None


def test_a_figure_is_not_found_at_the_end_of_a_longer_one_nor_months_taken_for_years() -> None:
    case = case_of(facts=(("60元",),), result="60", unit="元")
    assert not judged(case, record_of("每人次160元")).right
    assert judged(case, record_of("每科60元")).right
    years = case_of(result="6", unit="年")
    assert exact_value(years, record_of("", result="6", unit="个月")) == 0
    assert exact_value(years, record_of("", result="6", unit="年")) == 1


def test_whom_to_call_is_no_citation_of_an_answer() -> None:
    case = case_of(evidence=(("office",),))
    refusal = record_of("", "office", status=AnswerStatus.NO_SOURCE)
    assert citation_precision(case, refusal, {}) is None
    assert citation_recall(case, refusal) == 0


def test_dates_are_compared_as_texts() -> None:
    assert same_value("2022-09-08", "2022-09-08")
    assert not same_value("2022-09-08", "2022-09-09")


def test_citation_precision_takes_parents_and_what_fits_besides() -> None:
    case = case_of(evidence=(("item",),), also=("beside",))
    parents = {ClauseId("item"): ClauseId("lead"), ClauseId("lead"): None}
    assert citation_precision(case, record_of("", "item", "lead", "beside"), parents) == 1
    assert citation_precision(case, record_of("", "item", "other"), parents) == 1 / 2
    assert citation_precision(case, record_of(""), parents) is None
    assert citation_precision(case_of(), record_of("", "item"), parents) is None


def test_citation_recall_wants_one_clause_of_every_entry() -> None:
    case = case_of(evidence=(("a", "b"), ("c",)))
    assert citation_recall(case, record_of("", "b")) == 1 / 2
    assert citation_recall(case, record_of("", "b", "c", "x")) == 1
    assert citation_recall(case, record_of("", status=AnswerStatus.NO_SOURCE)) == 0
    asks = case_of(status=("needs_detail", "answered"), evidence=(("a",),))
    assert citation_recall(asks, record_of("", status=AnswerStatus.NEEDS_DETAIL)) is None


def test_every_altered_quotation_is_counted() -> None:
    altered = Cited(clause=ClauseId("a"), section="1", quote="改过", verbatim=False)
    record = Record(id="x", status=AnswerStatus.ANSWERED, route=Route.RETRIEVAL, text="", citations=(altered,))
    assert verbatim(record) == [0.0]


def test_refusals_are_scored_by_what_the_texts_cover() -> None:
    scores = refusal_scores([True, True, False, False], [False, True, False, True])
    assert (scores.precision, scores.recall, scores.false_refusals) == (1 / 2, 1 / 2, 1 / 2)
    assert refusal_scores([False], [True]).precision is None


def test_a_status_that_is_also_right_lies_on_the_diagonal() -> None:
    case = case_of(status=("needs_detail", "answered"))
    assert dict(status_confusion([(case, record_of())])) == {("answered", "answered"): 1}


def test_a_group_is_consistent_when_all_get_one_outcome() -> None:
    one, other = record_of("甲", "a", "b", result="1"), record_of("乙", "b", "a", result="1")
    assert consistent([one, other]) == 1
    assert consistent([one, other, record_of("", "a", result="1")]) == 0
    assert agreement([one, other, record_of("", "a", result="1")]) == 2 / 3


# --- intervals -------------------------------------------------------------------------------


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    values = [1.0] * 80 + [0.0] * 20
    one, again = figure("share", values), figure("share", values)
    assert one.value == 0.8
    assert one.interval == again.interval
    low, high = one.interval or (0, 0)
    assert low < 0.8 < high
    # the normal approximation says ± 1.96 · √(0.8 · 0.2 / 100)
    assert (high - low) / 2 == pytest.approx(1.96 * math.sqrt(0.8 * 0.2 / 100), abs=0.02)


def test_a_constant_and_nothing_at_all_have_their_own_intervals() -> None:
    assert figure("share", [1.0, 1.0]).interval == (1.0, 1.0)
    assert figure("share", []).value is None
    assert figure("share", [None]).interval is None


def test_the_95th_percentile_is_numpys() -> None:
    values = [float(number) for number in range(50)]
    assert figure("ms", values, "p95").value == np.percentile(values, 95)


@given(st.text())
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
