"""Real phrasings → slots → result, through the same desk that answers people.

phrasings.jsonl was written from the texts alone, without sight of the slot reader; own_dates.jsonl beside it.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.exact.desk import Desk
from corpus.loader import load_corpus
from tests.conftest import ROOT

HERE = Path(__file__).parent
DESK = Desk(load_corpus(ROOT / "corpus"))
KINDS = {"fee", "hours", "recognition", "eligibility", "title", "office", "site", "date", "fact"}
# answered by searching the texts: they ask for a channel, or for what no rule decides
BY_TEXT = {"elig-05", "elig-07", "elig-08", "elig-33"}
# another rule than the one that it is near to answers it rightly: of accounts, of the province's platform
DECIDED = {"nm-site-25", "nm-hours-05"}
FILES = ("phrasings.jsonl", "more_phrasings.jsonl", "own_lookups.jsonl", "own_dates.jsonl", "told_figures.jsonl")


def phrasings(name: str) -> list[Any]:
    lines = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line, id=line["id"]) for line in lines if line["kind"] in KINDS and line["id"] not in BY_TEXT]


@pytest.mark.parametrize("phrasing", [phrasing for name in FILES for phrasing in phrasings(name)])
def test_a_phrasing_gets_its_exact_answer(phrasing: dict[str, Any]) -> None:
    before = [turn["question"] for turn in phrasing.get("history", [])]
    outcomes = DESK.answer(phrasing["question"], before)
    assert outcomes
    said = "\n".join(sentence for outcome in outcomes for sentence in outcome.said)
    everything = said + "\n".join(quoted.words for outcome in outcomes for quoted in outcome.basis)
    expected = phrasing["expect"]
    assert [value for value in expected["values"] if not stands(value, everything)] == []
    assert [words for words in expected["must"] if words not in everything] == []
    assert [value for value in expected["must_not"] if stands(value, said)] == []
    assert bool(expected["asks_for"]) == any(outcome.asks for outcome in outcomes)
    verdict = (expected["verdict"] or "").split("，")[0]
    assert verdict in said


def near_misses() -> list[Any]:
    lines = [json.loads(line) for line in (HERE / "near_misses.jsonl").read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line["question"], id=line["id"]) for line in lines if line["id"] not in DECIDED]


@pytest.mark.parametrize("question", near_misses())
def test_a_question_about_something_else_is_left_to_search(question: str) -> None:
    """They use the words of the rules and ask for something that no rule decides."""
    assert DESK.answer(question, []) == ()


def stands(value: str, text: str) -> bool:
    """True when a figure stands in a text as a whole number, or words as they are."""
    if re.fullmatch(r"[\d.]+", value):
        return re.search(rf"(?<![\d.]){re.escape(value)}(?![\d]|\.\d)", text) is not None
    return value in text


@pytest.mark.parametrize(
    "question",
    [
        "3个中级里有1个是以考代评考2科，一共多少钱",
        "2个人3个人评中级多少钱",
        "我去年公需课30，今年15，专业课两年都是60",
        "我妈退休了我能评职称吗",
        "我硕士毕业两年，孩子本科，能认定啥",
        "我是公务员家属能报吗",
        "公务员辞职到企业后能评职称吗",
        "11个人中级高级对半，评审费一共多少",
    ],
)
def test_what_cannot_be_read_for_sure_is_not_computed(question: str) -> None:
    """A number without a place, or somebody else's circumstances: better searched than guessed."""
    assert DESK.answer(question, []) == ()


@pytest.mark.parametrize("follow_up", ["6个人不报了", "有七个改成初级"])
def test_more_people_than_there_were_cannot_be_taken_away(follow_up: str) -> None:
    assert DESK.answer(follow_up, ["5个人报中级多少钱"]) == ()


def test_people_of_one_of_several_levels_are_not_taken_from_any() -> None:
    assert DESK.answer("一个不报了", ["3个中级2个初级评审费多少"]) == ()


def test_years_without_work_and_degrees_not_obtained_do_not_count() -> None:
    idle = DESK.answer("本科毕业一年半没工作，能认定助师吗", [])
    assert [outcome.asks for outcome in idle] == ["years"]
    (denied,) = DESK.answer("博士三年没毕业，能认定中级吗", [])
    assert denied.said[0].startswith("不可以")


def test_levels_side_by_side_are_not_added_up() -> None:
    (outcome,) = DESK.answer("工程师和助理工程师评审费一样吗", [])
    assert outcome.calculation is not None
    assert outcome.calculation.result is None
    assert not any("260" in sentence for sentence in outcome.said)
