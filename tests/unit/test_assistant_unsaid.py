"""Matters on which the texts say nothing are told from what they do say."""

import pytest

from assistant.unsaid import Unsaid
from corpus.loader import load_corpus
from corpus.model import Corpus
from tests.conftest import ROOT

CORPUS = load_corpus(ROOT / "corpus")
UNSAID = Unsaid(CORPUS)


@pytest.mark.parametrize(
    "text",
    [
        "评审费能开发票吗",
        "硕士定中级要交钱吗",
        "差的能明年补吗",
        "没评上钱退不退",
        "走认定要交多少钱",
        "评不上可以申诉吗",
        "2019年中级评审费收多少",
        "威海能评哪些高级专业",
        "那万一没评上，这160能退给我吗",
        "代理一年收多少钱啊",
        "人社局坐几路车能到",
        "十来年前高级的收费标准是多少",
        "帮我推荐个版面便宜的期刊呗",
    ],
)
def test_a_matter_that_no_text_speaks_of_is_known(text: str) -> None:
    assert UNSAID.asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "我怕答辩，能不能走认定",
        "材料被退回来怎么补正",
        "单位不给报销，中级评审费多少",
        "2019年毕业的本科能认定什么",
        "公需课差多少分",
        "审核超过5天被退回还能补正吗",
        "人事代理人员评审费多少钱",
        "流水线工人能评职称吗",
        "为什么要求每年90学时",
        "怎么查收2022年的电子证书",
    ],
)
def test_one_told_by_the_way_is_not_asked_about(text: str) -> None:
    assert not UNSAID.asked(text)


@pytest.mark.parametrize(("text", "alone"), [("能开发票吗", True), ("评审费多少，能开发票吗", False), ("好的", False)])
def test_what_is_asked_besides_is_not_lost(text: str, alone: bool) -> None:
    assert UNSAID.alone(text) is alone


def test_it_is_a_question_of_its_own_beside_others() -> None:
    assert UNSAID.apart("中级评审费多少，能开发票吗") == ("中级评审费多少", "能开发票吗")
    assert UNSAID.apart("硕士能认定中级吗，要交多少钱") == ("硕士能认定中级吗", "认定要交多少钱")
    assert UNSAID.apart("能开发票吗") == ("能开发票吗",)
    assert UNSAID.apart("中级评审费多少，高级呢") == ("中级评审费多少，高级呢",)


def test_nothing_is_unsaid_that_a_typical_question_asks() -> None:
    asked = [question for questions in CORPUS.questions.values() for question in questions]
    assert [question for question in asked if UNSAID.asked(question)] == []


def test_a_corpus_without_a_glossary_leaves_nothing_unsaid() -> None:
    assert not Unsaid(Corpus(root="", documents=())).asked("答辩几分钟")
