"""The forms: what is typed, what is wrong with it, and the same figures as every answer."""

import pytest

from assistant import explicit
from assistant.web.calculators_page import fees_form, hours_form
from assistant.web.figure_field import figure_field, whole_field
from assistant.web.outcome_html import OutcomeHtml
from corpus.loader import load_corpus
from tests.conftest import ROOT

OUTCOMES = OutcomeHtml(load_corpus(ROOT / "corpus"))


@pytest.mark.parametrize("typed", ["x", "-1", "1.5", "100001", "1e3", "٣", "<b>", "9999999"])
def test_what_is_no_whole_number_has_a_fault(typed: str) -> None:
    field = whole_field("n", "几", {"n": typed})
    assert field.fault
    assert field.number is None


@pytest.mark.parametrize(("typed", "number"), [("3", 3), (" ３ ", 3), ("0", 0), ("", None)])
def test_whole_numbers_are_read_in_either_width(typed: str, number: int | None) -> None:
    field = whole_field("n", "几", {"n": typed})
    assert (field.fault, field.number) == ("", number)


@pytest.mark.parametrize("typed", ["28.555", "二十", "-3", "1,5", "NaN"])
def test_what_is_no_figure_has_a_fault(typed: str) -> None:
    assert figure_field("n", "几", {"n": typed}).fault


def test_nothing_sent_nothing_found_nothing_wrong() -> None:
    form = fees_form(OUTCOMES, {})
    assert (form.found, form.fault, form.first_fault) == (None, "", None)
    assert [field.name for field in form.fields] == ["初级", "中级", "高级"]


def test_the_form_finds_what_the_calculator_finds() -> None:
    form = fees_form(OUTCOMES, {"中级": "3", "高级": "1"})
    steps = explicit.fees(OUTCOMES.rules.fees, {"中级": 3, "高级": 1}, None, None).calculation.steps
    assert form.found is not None
    assert form.found.count("<tr>") == len(steps)
    assert "840元" in form.found


def test_subjects_count_where_there_is_an_examination() -> None:
    assert "120元" in fees_form(OUTCOMES, {"中级": "1", "mode": "以考代评", "subjects": "2"}).found
    assert "160元" in fees_form(OUTCOMES, {"中级": "1", "mode": "", "subjects": "2"}).found
    assert "160元" in fees_form(OUTCOMES, {"中级": "1", "mode": "<b>", "subjects": ""}).found


def test_a_level_that_is_not_examined_in_that_way_counts_with_its_review_alone() -> None:
    found = fees_form(OUTCOMES, {"中级": "3", "高级": "1", "mode": "以考代评", "subjects": "2"}).found
    assert "（3人）的科目费是360元" in found
    assert "60元/科目 × 2科 × 3人 = 360元" in found
    assert "高级职称评审费为每人次360元" in found
    both = fees_form(OUTCOMES, {"初级": "1", "高级": "2", "mode": "考评结合"}).found
    assert "一共940元" in both
    assert "100 + 840 = 940元" in both


def test_outside_the_stated_range_there_is_no_figure() -> None:
    found = fees_form(OUTCOMES, {"中级": "1", "mode": "以考代评", "subjects": "9"}).found
    assert "不在这个范围内" in found


def test_no_level_and_no_hours_are_asked_for_in_words() -> None:
    assert "至少填一个级别" in fees_form(OUTCOMES, {"中级": "", "高级": "0"}).fault
    assert "至少填一类" in hours_form(OUTCOMES, {"公需课": ""}).fault


def test_hours_say_what_is_short_and_a_figure_beyond_reason_is_refused() -> None:
    assert "30 − 28 = 2学时" in hours_form(OUTCOMES, {"公需课": "28", "专业课": "71"}).found
    assert "核对" in hours_form(OUTCOMES, {"公需课": "5000"}).fault


def test_one_wrong_field_computes_nothing() -> None:
    form = fees_form(OUTCOMES, {"中级": "3", "高级": "x"})
    assert form.found is None
    assert form.first_fault is not None
    assert form.first_fault.name == "高级"
