"""What is not for the rules of dates and entries: the texts are searched for it."""

import pytest

from assistant.exact.desk import Desk
from assistant.understand import questions_in
from corpus.loader import load_corpus
from tests.conftest import ROOT

DESK = Desk(load_corpus(ROOT / "corpus"))


@pytest.mark.parametrize(
    "question",
    [
        "什么时候出结果",
        "公示在哪里看",
        "几月份评审",
        "公示几天",
        "单位公示要多长时间",
        "2022年评审结果什么时候公示",
        "2022年9月28日评审完，什么时候公示",
        "2022年9月28日公示完了，什么时候拿证",
        "公示期间有异议怎么办",
        "最晚哪天开始公示才能赶上2022年10月31日截止",
        "聘任年限咋算",
        "聘任年限写3.5行不行",
        "聘任时间填2018年3月还是拿证时间",
        "2018年3月取得的工程师，2022年能报高级吗",
        "单位推荐排序怎么填",
        "排序我是第一",
        "5人中排第3名",
    ],
)
def test_a_question_about_something_else_is_left_to_the_texts(question: str) -> None:
    assert DESK.answer(question, []) == ()


def test_another_side_of_publicity_does_not_repeat_the_end() -> None:
    assert DESK.answer("结果公示在哪看", ["单位公示2022年7月4日开始最早哪天结束"]) == ()


@pytest.mark.parametrize(
    ("question", "besides"),
    [
        ("2022年9月26日起公示，到9月30日够不够？最早得到哪天", ()),
        ("单位公示从2022年9月28日开始，最早哪天能结束", ()),
        ("2018年3月聘的工程师，2022年申报，聘任年限填几", ()),
        ("七个人我排第六名，推荐排序怎么写", ()),
        ("公示三天行不行，公示在哪里看", ("公示在哪里看",)),
        ("单位公示2022年9月28日开始，最早哪天结束，评审什么时候结束", ("评审什么时候结束",)),
    ],
)
def test_what_only_goes_on_with_a_question_is_no_question_of_its_own(question: str, besides: tuple[str, ...]) -> None:
    (whole,) = DESK.joined(questions_in(question))
    assert DESK.left_over(whole) == besides


def test_a_question_of_its_own_stays_one() -> None:
    questions = ("单位公示2022年9月28日开始，最早哪天结束", "公示在哪里看得到")
    assert DESK.joined(questions) == list(questions)
