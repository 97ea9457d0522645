"""Personal numbers are masked wherever they stand, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.model import AnswerStatus
from assistant.personal import masked
from corpus.loader import load_corpus
from tests.conftest import ROOT

IDENTITY, MOBILE, CARD = "11010519491231002X", "13800138000", "6222021234567890128"


def closed() -> None:
    raise AssertionError("the index must stay closed")


SHIPPED = Assistant(load_corpus(ROOT / "corpus"), closed)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"我身份证{IDENTITY}注册了账号", "我身份证（身份证号已隐去）注册了账号"),
        (IDENTITY.lower(), "（身份证号已隐去）"),
        ("１１０１０５１９４９１２３１００２Ｘ", "（身份证号已隐去）"),
        ("身份证110105 19491231 002X，对吗", "身份证（身份证号已隐去），对吗"),
        ("老证130503670401001", "老证（身份证号已隐去）"),
        (f"手机{MOBILE}收不到验证码", "手机（手机号已隐去）收不到验证码"),
        ("138-0013-8000", "（手机号已隐去）"),
        ("+86 138 0013 8000", "（手机号已隐去）"),
        ("卡号6222 0212 3456 7890 128", "卡号（银行卡号已隐去）"),
        ("6222-0212-3456-7890-128", "（银行卡号已隐去）"),
        # a slip of the finger makes it no less personal
        ("我身份证是370602198001011235，登录不上", "我身份证是（身份证号已隐去），登录不上"),
        ("110105194912310021", "（身份证号已隐去）"),
        ("37060219800101123X登不上", "（身份证号已隐去）登不上"),
        ("身份证号 37060219800101123，少了一位", "身份证号 （身份证号已隐去），少了一位"),
        ("身份证：3706021980010112345", "身份证：（身份证号已隐去）"),
        ("身份证号码是370602198013011235", "身份证号码是（身份证号已隐去）"),
    ],
)
def test_numbers_of_persons_are_masked_however_they_are_written(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "110105194913310022",  # no month 13
        "工作经历填2010-2014 2014-2018可以吗",
        "2010—2014 2014—2018",
        "2019-2020 2020-2021 2021-2022 2022-2023",
        "201009-201406 201407-201806",
        "20100901-20140630 20140701-20180630",
        "身份证后面的经历是2010-2014 2014-2018",
        "社会信用代码91371000166721234X",
        "编号202209281234567890",
        "622 2021 2345 6789 0128",  # no groups of four
        "电话0631-5190962",
        "8328366、5190962",
        "6222021234567890129",  # fails Luhn's check
        "2022年9月28日到10月8日",
        "http://117.73.255.69:9080/",
        "公需课30，专业课60",
        "订单20220928123456",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(max_size=40), st.sampled_from([IDENTITY, MOBILE, CARD]), st.text(max_size=40))
def test_masking_leaves_nothing_to_mask(before: str, number: str, after: str) -> None:
    once = masked(f"{before}，{number}，{after}")
    assert number not in once
    assert masked(once) == once


@pytest.mark.parametrize("number", [IDENTITY, MOBILE, CARD])
def test_a_question_with_a_number_is_answered_without_it_and_the_asker_told(number: str) -> None:
    answer = SHIPPED.ask(f"我的号是{number}，中级评审费多少钱")
    assert answer.status is AnswerStatus.ANSWERED
    assert "160元" in answer.text
    assert "不要再发送" in answer.text
    assert number not in f"{answer.question}{answer.text}"


def test_a_number_in_the_history_reaches_nothing() -> None:
    answer = SHIPPED.ask("那高级的呢", Conversation((f"我的手机{MOBILE}，中级评审费多少钱",)))
    assert "360元" in answer.text
    assert MOBILE not in answer.text


def test_a_failure_echoes_no_number() -> None:
    answer = SHIPPED.ask(f"{MOBILE}这个手机号登不上怎么办")  # would have to search, and the index is closed
    assert answer.status is AnswerStatus.UNAVAILABLE
    assert MOBILE not in answer.question
