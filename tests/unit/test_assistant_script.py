"""What staff read aloud, and which words a look-up marks."""

import pytest

from assistant.marking import hit_spans
from assistant.model import Answer, AnswerStatus, Calculation, Citation, Route
from assistant.script import LONGEST, script_of
from corpus.ids import ClauseId


def answer(text: str, status: AnswerStatus = AnswerStatus.ANSWERED, **more: object) -> Answer:
    return Answer("问", status, Route.RETRIEVAL, text, **more)


def cited(quote: str) -> tuple[Citation, ...]:
    return (Citation(1, ClauseId("d#p1"), "文件", "1.总则", quote, 0, len(quote)),)


def test_a_figure_is_said_without_the_working() -> None:
    steps = ("中级：160元/人次 × 3人次 = 480元",)
    calculation = Calculation(("r",), {}, steps, "480", "元", ())
    text = (
        f"共3人次，评审费合计480元。\n{steps[0]}\n\n> 中级每人次160元。[1]\n\n[1] 《文件》1.总则\n\n依据2022年度材料。"
    )
    said = script_of(answer(text, citations=cited("中级每人次160元。"), calculation=calculation))
    assert said.text == "共3人次，评审费合计480元。"


def test_the_words_of_the_clause_are_said_where_nothing_else_is() -> None:
    text = "关于“费用”，材料原文是：\n\n> （2）逾期不予受理。押金300元。[1]\n\n[1] 《文件》1.总则"
    assert script_of(answer(text, citations=cited("押金300元。"))).text == "押金300元。逾期不予受理。"


def test_the_verdict_comes_first() -> None:
    text = "不可以。关于“范围”，材料原文是：\n\n> 离退休人员不得参加。[1]\n\n[1] 《文件》1.总则"
    assert script_of(answer(text, citations=cited("离退休人员不得参加。"))).text == "不可以。离退休人员不得参加。"


def test_what_is_not_written_is_said_before_who_to_call() -> None:
    text = "现有材料没有写明这个问题，不能随意答复。\n\n请咨询甲局：电话5550100[1]。"
    said = script_of(answer(text, AnswerStatus.NO_SOURCE)).text
    assert said == "现有材料没有写明这个问题，不能随意答复。请咨询甲局：电话5550100。"


@pytest.mark.parametrize(("length", "fit"), [(40, 1), (35, 2)])
def test_no_sentence_is_cut_short_and_what_is_left_out_is_told(length: int, fit: int) -> None:
    sentences = [f"{'甲' * length}{n}。" for n in range(5)]
    text = script_of(answer("".join(sentences))).text
    assert len(text) <= LONGEST
    assert text == "".join(sentences[:fit]) + "此外还有规定，以条款为准。"


def test_what_is_said_whole_announces_nothing_more() -> None:
    sentences = [f"{'甲' * 43}{n}。" for n in range(2)]
    assert script_of(answer("".join(sentences))).text == "".join(sentences)


def test_of_the_steps_of_a_way_the_last_are_not_passed_over_in_silence() -> None:
    words = ["第一步" + "甲" * 30, "第二步" + "甲" * 30, "第三步" + "甲" * 30, "第四步"]
    steps = "\n".join(f"> （{n}）{text}[{n}]" for n, text in enumerate(words, 1))
    text = script_of(answer(f"材料列出了以下几项：\n\n{steps}")).text
    assert text == f"{words[0]}。{words[1]}。此外还有规定，以条款为准。"


def test_a_clause_too_long_to_read_aloud_is_pointed_to() -> None:
    quote = f"{'长' * 200}。"
    text = script_of(answer(f"材料原文是：\n\n> {quote}[1]\n\n[1] 《文件》1.总则", citations=cited(quote))).text
    assert "1.总则" in text
    assert len(text) <= LONGEST


def test_what_is_missing_is_asked_first() -> None:
    asks = answer(
        "要看申报哪一级：\n初级每人次100元。\n中级每人次160元。",
        AnswerStatus.NEEDS_DETAIL,
        suggestions=("初级", "中级"),
    )
    said = script_of(asks)
    assert (said.ask, said.choices) == ("要看申报哪一级", ("初级", "中级"))
    assert said.text == "初级每人次100元。中级每人次160元。"


def test_the_office_is_said_when_nothing_is_covered() -> None:
    said = script_of(answer("现有材料没有写明。\n\n请咨询云海局：电话5550100。", AnswerStatus.NO_SOURCE))
    assert "5550100" in said.text
    assert said.ask == ""


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("押金多少", "收取押金300元", ["押金"]),
        ("推荐排序", "推荐和排序，推荐排序", ["推荐", "排序", "推荐排序"]),
        ("ＡＢＣ", "abc", ["abc"]),
        ("甲", "甲乙甲", ["甲", "甲"]),
        ("多少", "没有", []),
        ("", "文", []),
    ],
)
def test_the_words_in_common_are_marked(query: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in hit_spans(query, text)] == expected
