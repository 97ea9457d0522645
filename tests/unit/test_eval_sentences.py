"""Labelled sentences: read by split, scored by route and answer, and tabled; how far confidence holds."""

import json
from pathlib import Path

import pytest

from assistant.model import AnswerStatus, Route
from corpus.errors import RuleFileError
from eval.case import Split
from eval.judge import judged
from eval.metrics.reliability import Bin, calibration_error, reliability
from eval.record import Record
from eval.sentence import Besides, Sentence, SentenceKind, read_sentences
from eval.understanding import Heard, Understood, as_markdown


def heard(route: Route, status: AnswerStatus = AnswerStatus.ANSWERED, text: str = "160元", **more: object) -> Heard:
    wanted = {
        "id": "s-1",
        "kind": SentenceKind.CALCULATION,
        "question": "多少钱",
        "status": ("answered",),
        "route": ("calculation", "lookup"),
        "facts": (("160元",),),
        **more,
    }
    sentence = Sentence.model_validate(wanted)
    record = Record(id=sentence.id, status=status, route=route, text=text)
    return Heard(sentence, record, judged(sentence, record))


def test_any_of_the_routes_named_is_right() -> None:
    assert [heard(route).routed for route in (Route.CALCULATION, Route.LOOKUP, Route.RETRIEVAL)] == [True, True, False]


def test_a_route_that_is_also_right_stands_on_the_diagonal() -> None:
    found = Understood((heard(Route.LOOKUP), heard(Route.RETRIEVAL)), ())
    assert found.confusion == {(Route.LOOKUP, Route.LOOKUP): 1, (Route.CALCULATION, Route.RETRIEVAL): 1}


def test_routing_and_answers_are_counted_apart() -> None:
    found = Understood((heard(Route.LOOKUP, text="不知道"), heard(Route.RETRIEVAL), heard(Route.CALCULATION)), ())
    shares = {one.name: one.value for one in found.figures}
    assert shares["routing"] == shares["accuracy"] == pytest.approx(2 / 3)
    assert len(found.failures) == 2
    assert found.by_kind == [(SentenceKind.CALCULATION, 3, pytest.approx(2 / 3), pytest.approx(2 / 3))]


def test_the_tables_name_every_figure_and_failures_only_when_asked() -> None:
    found = Understood((heard(Route.RETRIEVAL), heard(Route.CALCULATION, kind="noisy", clean="多少钱呢")), ())
    short, full = as_markdown(found, "dev", full=False), as_markdown(found, "dev", full=True)
    assert "2 sentences (dev)." in short
    assert "| routed right | 0.500 |" in short
    assert "s-1" not in short
    assert "s-1" in full


def test_the_splits_part_the_sentences_and_those_seen_belong_to_neither() -> None:
    dev, test = read_sentences(Split.DEV), read_sentences(Split.TEST)
    besides = [one for name in Besides for one in read_sentences(None, name.folder)]
    assert len(test) >= 250
    assert len(dev) + len(test) == len(read_sentences())
    assert not {one.id for one in besides} & {one.id for one in (*dev, *test)}
    assert {one.kind for one in test} == set(SentenceKind) - {SentenceKind.PINYIN, SentenceKind.ENGLISH}


def test_a_sentence_without_a_route_is_refused(tmp_path: Path) -> None:
    line = {"id": "a", "kind": "canned", "question": "你好", "status": ["answered"], "route": []}
    (tmp_path / "x.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(RuleFileError, match="route"):
        read_sentences(None, tmp_path)


def test_reliability_is_the_share_of_each_bin() -> None:
    bins = reliability([(0.05, False), (0.08, False), (0.95, True), (1.0, True), (0.92, False)])
    assert bins == [
        Bin(pytest.approx(0.065), 0.0, 2),
        Bin(pytest.approx((0.95 + 1 + 0.92) / 3), pytest.approx(2 / 3), 3),
    ]
    expected = (2 * 0.065 + 3 * abs((0.95 + 1 + 0.92) / 3 - 2 / 3)) / 5
    assert calibration_error(bins) == pytest.approx(expected)


def test_nothing_stated_has_no_error() -> None:
    assert reliability([]) == []
    assert calibration_error([]) is None
