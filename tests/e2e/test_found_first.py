"""What comes first of what was found, and what is looked up by its name: over the shipped texts."""

import pytest

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.model import AnswerStatus


@pytest.mark.parametrize(
    "turns",
    [
        ("忘了登录密码怎么找回", "公司的号，不是我个人的"),
        ("单位的账号密码忘了怎么办",),
        ("公司名称填错了，怎么改",),
    ],
)
def test_what_is_asked_of_a_firms_account_is_answered_for_firms(shipped: Assistant, turns: tuple[str, ...]) -> None:
    *before, last = turns
    cited = shipped.ask(last, Conversation(tuple(before))).citations
    assert any("单位（部门）注册" in citation.section for citation in cited)


@pytest.mark.parametrize("words", ["考评结合", "结果公示", "英才卡", "专家评审"])
def test_key_words_that_stand_in_the_texts_are_looked_up(shipped: Assistant, words: str) -> None:
    answer = shipped.ask(words)
    assert answer.status is AnswerStatus.ANSWERED
    assert any(words in citation.quote for citation in answer.citations)


@pytest.mark.parametrize("words", ["公积金", "落户", "养老金"])
def test_key_words_of_other_matters_are_declined(shipped: Assistant, words: str) -> None:
    assert shipped.ask(words).status in (AnswerStatus.NO_SOURCE, AnswerStatus.OUT_OF_SCOPE)


def test_who_is_answered_by_a_bold_spelling_is_told(shipped: Assistant) -> None:
    answer = shipped.ask("工是几天")
    assert answer.status is AnswerStatus.ANSWERED
    assert "“工是”按“公示”" in answer.text


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("申报流程有哪几步", "第四步是干啥的"), "单位主管部门要认真审查"),
        (("申报流程有哪几步", "第二步呢", "第三步呢"), "单位审核：用人单位对申报材料"),
        (("取得职称有几种方式", "最后一种呢"), "专业技术类职业资格考试。"),
        (("免于确认有哪几种情况", "第一种是啥"), "青岛、烟台"),
    ],
)
def test_an_item_of_the_list_before_is_found_by_its_number(
    shipped: Assistant, turns: tuple[str, ...], words: str
) -> None:
    *before, last = turns
    answer = shipped.ask(last, Conversation(tuple(before)))
    assert words in answer.text


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("评高级要交360对吧", "是的。"),
        ("评高级要交260对吧", "不是。"),
        ("评审费能微信付吗，高级多少", "高级职称评审费为每人次360元。"),
    ],
)
def test_a_figure_to_be_confirmed_is(shipped: Assistant, question: str, opens: str) -> None:
    assert shipped.ask(question).text.startswith(opens)


def test_former_fees_are_not_told_by_those_of_today(shipped: Assistant) -> None:
    assert shipped.ask("前些年评高级，那会儿收费标准是多少").status is AnswerStatus.NO_SOURCE
