"""From question to answer over the fictional corpus, with a model-free embedder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.confidence import FEATURES, ConfidenceModel
from assistant.conversation import Conversation
from assistant.errors import BadCallError
from assistant.model import Answer, AnswerStatus, Question, Route
from assistant.pipeline import ANSWER, TEXT, chained, spoken
from assistant.present import to_json
from assistant.steps import Steps
from assistant.turn import Asked
from tests.conftest import MINI
from tests.factories import small_assistant

SURE = ConfidenceModel((0.0,) * len(FEATURES), 5.0, 0.5, -1.0)
UNSURE = ConfidenceModel((0.0,) * len(FEATURES), -5.0, 0.5, -1.0)
OFF_TOPIC = replace(UNSURE, off_topic=2.0)

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return small_assistant(MINI, tmp_path_factory.mktemp("index"))


def steps_of(assistant: Assistant, model: ConfidenceModel) -> Steps:
    """The assistant's own steps, as sure of everything as the model says."""
    steps = assistant._steps
    return Steps(assistant.corpus, lambda _: replace(steps._search, model=model))


def asker(assistant: Assistant, model: ConfidenceModel) -> Ask:
    chain = chained(steps_of(assistant, model))

    def ask(text: str, district: str | None = None, on: date | None = None, before: tuple[str, ...] = ()) -> Answer:
        conversation = Conversation()
        for question in before:
            conversation = conversation.after(question)
        return chain.invoke(Asked(Question(text, district, on), conversation))

    return ask


@pytest.fixture
def ask(assistant: Assistant) -> Ask:
    return asker(assistant, SURE)


def sources_hold(assistant: Assistant, answer: Answer) -> bool:
    by_clause = {c.id: d for d in assistant.corpus.documents for c in d.clauses}
    return all(by_clause[c.clause_id].source[c.start : c.end] == c.quote for c in answer.citations)


def test_a_question_is_answered_with_a_verbatim_quotation(ask: Ask, assistant: Assistant) -> None:
    answer = ask("珍本证押金多少")
    assert (answer.status, answer.route) == (AnswerStatus.ANSWERED, Route.RETRIEVAL)
    assert [c.quote for c in answer.citations] == [
        "根据云海市图书馆的规定，收费标准为：",  # the sentence that the item continues
        "珍本证每人收取押金300元，退证时退还。",
    ]
    assert sources_hold(assistant, answer)
    assert "300元" in answer.text
    assert "[2] 《云海市图书证办法》2.收费标准（2）" in answer.text
    assert "依据2030年度材料，以当年通知为准。" in answer.text
    assert answer.as_of is None


def test_a_lead_that_announces_a_list_is_answered_by_the_list(ask: Ask, assistant: Assistant) -> None:
    answer = ask("收费标准是怎么规定的，根据图书馆的规定")
    assert [c.section for c in answer.citations] == ["2.收费标准（1）", "2.收费标准（2）"]
    assert sources_hold(assistant, answer)


def test_a_question_for_the_steps_gets_their_names(ask: Ask) -> None:
    answer = ask("办证分哪几步")
    assert [c.quote for c in answer.citations[1:]] == ["填写申请", "馆员审核", "领取证件"]
    assert "（1）填写申请" in answer.text


def test_what_comes_next_is_the_step_after_the_one_found(ask: Ask) -> None:
    after = ask("办证流程里，馆员审核完了，接下来该做什么")
    assert [c.quote[:4] for c in after.citations] == ["馆员审核", "领取证件"]
    assert "领取证件" not in ask("馆员审核要做什么").text


def test_without_a_district_its_guide_is_never_cited(ask: Ask) -> None:
    answer = ask("馆员审核要几个工作日")
    assert "3个工作日" in answer.text
    assert all(c.clause_id.startswith("yunhai") for c in answer.citations)


def test_where_district_and_city_differ_both_are_shown_and_which_governs(ask: Ask, assistant: Assistant) -> None:
    answer = ask("馆员审核要几个工作日", district="东湾")
    assert answer.district == "东湾区"
    assert answer.status is AnswerStatus.CONFLICT
    assert [c.clause_id.split("#")[0] for c in answer.citations] == ["dongwan", "yunhai"]
    assert "5个工作日" in answer.text
    assert "3个工作日" in answer.text
    assert "以东湾区的为准" in answer.text
    assert sources_hold(assistant, answer)


def test_where_they_say_the_same_only_the_district_is_cited(ask: Ask) -> None:
    answer = ask("照片大小和格式有什么要求", district="东湾区")
    assert [c.clause_id for c in answer.citations] == ["dongwan#s1-i1"]


def test_the_district_may_be_named_in_the_question(ask: Ask) -> None:
    assert ask("我在东湾，馆员审核要几个工作日").district == "东湾区"


def test_the_office_asked_for_is_the_one_given(ask: Ask) -> None:
    answer = ask("东湾区图书馆电话多少")
    assert "5550200" in answer.text
    assert [contact.name for contact in answer.contacts] == ["东湾区图书馆"]
    assert "5550100、5550101" in ask("图书馆咨询电话多少").text


def test_people_of_a_district_get_its_office(ask: Ask) -> None:
    assert "5550200" in ask("图书馆咨询电话多少", district="东湾区").text


def test_what_the_texts_do_not_answer_is_declined_with_whom_to_call(assistant: Assistant) -> None:
    answer = asker(assistant, UNSURE)("图书证丢了怎么补办", district="东湾区")
    assert (answer.status, answer.route, answer.refused) == (AnswerStatus.NO_SOURCE, Route.DECLINE, True)
    assert "东湾区图书馆" in answer.text
    assert "5550200" in answer.text
    assert answer.contacts[0].phones == ("5550200",)
    assert sources_hold(assistant, answer)


def test_without_a_district_the_city_office_is_named(assistant: Assistant) -> None:
    assert "5550100、5550101" in asker(assistant, UNSURE)("图书证丢了怎么补办").text


def test_what_is_not_our_subject_is_out_of_scope(assistant: Assistant) -> None:
    answer = asker(assistant, OFF_TOPIC)("今天天气怎么样")
    assert (answer.status, answer.refused, len(answer.contacts)) == (AnswerStatus.OUT_OF_SCOPE, True, 1)


def test_two_questions_get_two_answers(ask: Ask) -> None:
    answer = ask("珍本证押金多少钱？普通证借书卡要交多少钱？")
    assert [c.section for c in answer.citations] == ["2.收费标准", "2.收费标准（2）", "2.收费标准（1）"]


def test_a_follow_up_is_read_with_the_question_before(ask: Ask) -> None:
    answer = ask("要几天呢", before=("馆员审核申请",))
    assert "3个工作日" in answer.text


def test_a_day_is_echoed_and_said(ask: Ask) -> None:
    answer = ask("珍本证押金多少", on=date(2030, 6, 1))
    assert answer.as_of == date(2030, 6, 1)
    assert "2030-06-01" in answer.text


def test_an_unknown_district_is_noted(ask: Ask) -> None:
    assert "没有“西湾区”这个区市" in ask("珍本证押金多少", district="西湾区").text


def test_a_greeting_needs_no_source(ask: Ask) -> None:
    answer = ask("你好")
    assert (answer.status, answer.route, answer.citations) == (AnswerStatus.ANSWERED, Route.CANNED, ())


def test_streaming_says_the_same_piece_by_piece(assistant: Assistant) -> None:
    steps = steps_of(assistant, SURE)
    asked = Asked(Question("办证分哪几步"), Conversation())
    pieces = list(spoken(steps).stream(asked))
    assert len(pieces) > 3
    assert "".join(piece[TEXT] for piece in pieces[:-1]) == pieces[-1][ANSWER].text
    assert pieces[-1][ANSWER] == chained(steps).invoke(asked)
    assert spoken(steps).invoke(asked)[TEXT] == pieces[-1][ANSWER].text


def test_a_fault_of_ours_is_an_answer_without_claims(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(assistant.retriever, "search", broken)
    answer = assistant.ask("珍本证押金多少")
    assert (answer.status, answer.refused, answer.citations) == (AnswerStatus.UNAVAILABLE, False, ())
    assert "disk" not in answer.text


def test_the_json_has_exactly_the_fields_of_the_interface(ask: Ask) -> None:
    record = to_json(ask("珍本证押金多少"), "q-1")
    assert list(record) == [
        "id",
        "question",
        "status",
        "refused",
        "answer",
        "route",
        "citations",
        "calculation",
        "district",
        "as_of",
        "confidence",
        "suggestions",
        "contacts",
        "latency_ms",
    ]
    assert list(record["citations"][0]) == ["n", "clause_id", "document", "section", "quote", "start", "end", "url"]
    assert record["id"] == "q-1"


def test_a_corpus_without_offices_declines_without_a_phone(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "法.txt").write_text("第一条 甲的规定。\n第二条 乙的规定。\n", encoding="utf-8")
    answer = asker(small_assistant(folder, tmp_path / "index"), UNSURE)("丙怎么办呢")
    assert answer.status is AnswerStatus.NO_SOURCE
    assert answer.contacts == ()
    assert not any(character.isdigit() for character in answer.text)


def test_articles_are_cited_by_their_number(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "法.txt").write_text("第一条 甲的规定。\n第二条 乙的规定。\n", encoding="utf-8")
    answer = asker(small_assistant(folder, tmp_path / "index"), SURE)("乙的规定")
    assert "[1] 《法》第二条" in answer.text
    assert "年度材料" not in answer.text


def test_items_that_the_question_does_not_tell_apart_are_all_given(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "办法.md").write_text(
        "## 1.收费标准\n\n（1）初等每人收费100元；\n\n（2）中等每人收费160元；\n\n（3）高等每人收费360元。\n\n"
        "## 2.其他\n\n（1）本办法由馆里解释。\n",
        encoding="utf-8",
    )
    ask = asker(small_assistant(folder, tmp_path / "index"), SURE)
    assert sorted(c.section for c in ask("每人收费多少").citations) == [f"1.收费标准（{n}）" for n in (1, 2, 3)]
    assert [c.section for c in ask("中等每人收费多少").citations] == ["1.收费标准（2）"]


def test_a_source_may_hold_what_looks_like_a_citation_mark(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "法.txt").write_text("第一条 甲的规定见注[7]。\n第二条 乙的规定。\n", encoding="utf-8")
    answer = asker(small_assistant(folder, tmp_path / "index"), SURE)("甲的规定见哪个注")
    assert answer.status is AnswerStatus.ANSWERED
    assert "[7]" in answer.text


def test_a_row_under_heads_with_figures_is_answered(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "表.md").write_text(
        "## 1.借期\n\n| 证件 | 2029年 | 2030年 |\n| --- | --- | --- |\n| 普通证 | 30天 | 40天 |\n| 珍本证 | 7天 | 9天 |\n",
        encoding="utf-8",
    )
    answer = asker(small_assistant(folder, tmp_path / "index"), SURE)("珍本证的借期")
    assert answer.status is AnswerStatus.ANSWERED
    assert "2030年：9天" in answer.text


def test_of_many_questions_the_first_are_answered_and_the_rest_counted(ask: Ask) -> None:
    answer = ask("珍本证押金多少钱？" * 8)
    assert answer.status is AnswerStatus.ANSWERED
    assert "还有2个问题没有回答" in answer.text


def test_a_day_may_be_given_as_text(assistant: Assistant) -> None:
    assert assistant.ask("珍本证押金多少", on="2030-06-01").as_of == date(2030, 6, 1)
    with pytest.raises(BadCallError, match="on: 'gestern' is not a day"):
        assistant.ask("珍本证押金多少", on="gestern")
