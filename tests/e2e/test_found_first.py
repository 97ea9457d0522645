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
