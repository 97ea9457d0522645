"""One turn of the chat page, without a browser."""

import asyncio
import time
from collections.abc import Iterator

from assistant.model import Answer, AnswerStatus, Contact, Route
from assistant.web.remembered import Remembered
from assistant.web.service import Service
from assistant.web.talk import Place, Turn, turns
from tests.web import BrokenAssistant, MemoryRecorder, application, opened

NOWHERE = Place("", "0631")


class Speaker:
    """Answers in two pieces, and remembers what it was asked with."""

    def __init__(self, pause: float = 0) -> None:
        self.asked: list[tuple[str, tuple[str, ...], object]] = []
        self._pause = pause

    def warm_up(self) -> None:
        pass

    def stream(self, question: str, conversation, district, on) -> Iterator[str | Answer]:
        self.asked.append((question, conversation.asked, district))
        yield "第一句。\n\n"
        time.sleep(self._pause)
        yield "第二句。"
        office = Contact("甲局", ("5550100",), "甲路1号")
        text = "第一句。\n\n第二句。"
        yield Answer(question, AnswerStatus.ANSWERED, Route.LOOKUP, text, suggestions=("还问",), contacts=(office,))


def turned(assistant: object, text: str, before: Remembered, place: Place = NOWHERE, notice=None, recorder=None):
    service: Service = application(opened(assistant), recorder).state.service

    async def all_of_them() -> list[Turn]:
        return [turn async for turn in turns(service, text, before, place, notice)]

    return asyncio.run(all_of_them())


def test_the_question_is_shown_first_then_the_answer_as_it_comes_then_whole() -> None:
    recorder = MemoryRecorder()
    shown = turned(Speaker(pause=1), "问<b>", Remembered(name="n"), recorder=recorder)
    assert shown[0].answer is None
    assert shown[0].said.html == "<div>问&lt;b&gt;</div>"
    assert "第一句" in shown[1].answer.html
    assert "第二句" not in shown[1].answer.html
    last = shown[-1]
    assert 'href="tel:06315550100"' in last.answer.html
    assert last.answer.options == ("还问",)
    assert all(('class="copy"' in turn.answer.html) is (turn is last) for turn in shown[1:])
    assert last.after == Remembered(name="n").with_turn("问<b>", last.said, last.answer, "q1")
    assert all(turn.after is None for turn in shown[:-1])
    assert recorder.asked["q1"][2:] == ("page", "n")


def test_an_answer_that_is_there_at_once_is_shown_in_one_step() -> None:
    shown = turned(Speaker(), "问", Remembered())
    assert [turn.after is not None for turn in shown] == [False, True]


def test_a_follow_up_is_asked_with_what_came_before_and_with_the_district() -> None:
    speaker = Speaker()
    before = turned(speaker, "甲", Remembered())[-1].after
    turned(speaker, "乙", before, Place("文登区", ""))
    assert speaker.asked == [("甲", (), None), ("乙", ("甲",), "文登区")]


def test_out_of_service_the_notice_is_shown_and_nothing_is_remembered() -> None:
    speaker = Speaker()
    shown = turned(speaker, "甲", Remembered(), notice="停用")
    assert "停用" in shown[-1].answer.html
    assert shown[-1].after is None
    assert speaker.asked == []


def test_what_cannot_be_answered_is_offered_to_be_asked_again() -> None:
    shown = turned(BrokenAssistant(), "甲", Remembered())
    assert "系统暂时不能回答" in shown[-1].answer.html
    assert "secret" not in shown[-1].answer.html
    assert shown[-1].answer.options == ("甲",)
    assert shown[-1].after is None


def test_of_a_question_that_is_far_too_long_the_beginning_is_shown() -> None:
    speaker = Speaker()
    last = turned(speaker, "<" * 200_000, Remembered())[-1]
    assert last.said.html == f"<div>{'&lt;' * 4000}…</div>"
    assert last.after is not None
    assert len(speaker.asked[0][0]) == 200_000  # that it is too long is for the answer to say
