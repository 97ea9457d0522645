"""What the chat page says when the service cannot answer, and what becomes of verdicts; over assistants of our own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from assistant.conversation import Conversation
from assistant.model import Answer, AnswerStatus, Citation, Route
from assistant.settings import Settings
from assistant.web.holder import AssistantHolder
from assistant.web.pages import Notice, with_pages
from corpus.ids import ClauseId
from corpus.model import Clause
from tests.browsing import Visit, ask
from tests.conftest import MINI
from tests.factories import clause_of
from tests.staffing import house
from tests.web import BrokenAssistant, MemoryRecorder, SlowAssistant, application, opened, serving

pytestmark = pytest.mark.browser

_NASTY = "<img src=x onerror=alert(1)> <script>alert(2)</script> [链](javascript:alert(3)) ![图](http://10.0.0.1/x.png) **粗**"


class NastyAssistant:
    """Answers with markup, out of a text with markup."""

    def warm_up(self) -> None:
        pass

    def clause(self, identity: ClauseId) -> Clause:
        return clause_of(_NASTY)

    def stream(self, question: str, conversation: Conversation, district: object, on: object) -> Iterator[str | Answer]:
        text = f"{_NASTY}\n\n> {_NASTY}[1]"
        yield text
        cited = Citation(1, ClauseId("doc#p1"), _NASTY, _NASTY, _NASTY, 0, len(_NASTY))
        yield Answer(question, AnswerStatus.ANSWERED, Route.RETRIEVAL, text, (cited,), suggestions=(_NASTY,))


@contextmanager
def pages_of(
    assistant: object, recorder: MemoryRecorder | None = None, notice: Notice = lambda: None, **settings: int
) -> Iterator[str]:
    holder = assistant if isinstance(assistant, AssistantHolder) else opened(assistant)
    app = application(holder, recorder, **settings)
    with serving(with_pages(app, Settings(**settings), notice)) as address:
        yield address


def test_markup_in_questions_and_texts_comes_out_inert(visit: Visit) -> None:
    with pages_of(NastyAssistant()) as address:
        page = visit(address)
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        ask(page, _NASTY)
        expect(page.locator(".sources summary")).to_be_visible()
        page.locator(".sources summary").click()
        expect(page.locator("#chat .user-row")).to_have_text(_NASTY)
        expect(page.locator(".answer p").first).to_have_text(_NASTY)
        expect(page.locator(".sources mark")).to_have_text(_NASTY)
        for tag in ("img", "script", "strong", "a[href^='javascript']"):
            assert page.locator(f"#chat {tag}").count() == 0
        page.reload()
        expect(page.locator(".answer p").first).to_have_text(_NASTY)


def test_a_verdict_and_its_reason_are_kept(visit: Visit) -> None:
    recorder = MemoryRecorder()
    with pages_of(NastyAssistant(), recorder) as address:
        page = visit(address)
        ask(page, "甲")
        page.click("#useful")
        expect(page.locator("#verdict-ask")).to_have_text("已收到，谢谢您。")
        assert recorder.verdicts == {"q1": (True, None)}
        ask(page, "乙")
        page.click("#useless")
        expect(page.get_by_role("button", name="提交")).to_be_in_viewport(ratio=1)
        page.get_by_label("看不懂").check()
        page.get_by_label("补充说明").fill("太长")
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("button", name="提交")).not_to_be_visible()
        assert recorder.verdicts["q2"] == (False, "看不懂；太长")
    assert [kept[2] for kept in recorder.asked.values()] == ["page", "page"]
    assert len({kept[3] for kept in recorder.asked.values()}) == 1


def test_a_verdict_on_what_is_kept_no_longer_is_told_so(visit: Visit) -> None:
    recorder = MemoryRecorder()
    with pages_of(NastyAssistant(), recorder) as address:
        page = visit(address)
        ask(page, "甲")
        expect(page.locator("#useful")).to_be_visible()
        recorder.asked.clear()
        page.click("#useful")
        expect(page.locator("#verdict-ask")).to_contain_text("没能记下您的评价")


def test_an_answer_under_way_can_be_stopped_and_asked_again(visit: Visit) -> None:
    slow = SlowAssistant()
    with pages_of(slow) as address:
        page = visit(address)
        ask(page, "甲")
        expect(page.locator(".answer")).to_have_text("好")
        expect(page.locator("#send")).not_to_be_visible()
        page.click("#stop")
        expect(page.locator("#send")).to_be_visible()
        expect(page.locator("#welcome")).to_be_visible()
        slow.let.set()
        ask(page, "乙")
        expect(page.locator("#useful")).to_be_visible()
        assert slow.asked == ["甲", "乙"]


def test_a_question_that_is_stopped_stands_in_the_box_again(visit: Visit) -> None:
    slow = SlowAssistant()
    text = "第一行  <b>甲</b>\n第二行"
    with pages_of(slow) as address:
        page = visit(address)
        box = page.locator("#ask textarea")
        ask(page, text)
        page.click("#stop")
        expect(page.locator("#send")).to_be_visible()
        expect(box).to_have_value(text)
        page.click("#send")
        expect(box).to_have_value("")
        expect(page.locator("#stop")).to_be_visible()
        box.fill("乙")  # what is typed meanwhile stays
        page.click("#stop")
        expect(page.locator("#send")).to_be_visible()
        expect(box).to_have_value("乙")
        slow.let.set()
        page.click("#send")
        expect(page.locator("#useful")).to_be_visible()
    assert slow.asked == [text, text, "乙"]


def test_who_finds_the_queue_full_is_told_to_come_back(visit: Visit) -> None:
    slow = SlowAssistant()
    with pages_of(slow, answers_at_work=1, queue_size=1) as address:
        asking = [visit(address) for _ in range(3)]
        ask(asking[0], "甲")
        expect(asking[0].locator(".answer")).to_be_visible()
        ask(asking[1], "乙")
        expect(asking[1].locator("#stop")).to_be_visible()
        ask(asking[2], "丙")
        expect(asking[2].locator(".answer")).to_contain_text("现在提问的人太多")
        slow.let.set()
        asking[2].get_by_role("button", name="丙", exact=True).click()  # the question is offered again
        for page in asking:
            page.bring_to_front()
            expect(page.locator("#useful")).to_be_visible()


def test_a_page_that_is_opened_too_early_says_so_and_answers_in_the_end(visit: Visit) -> None:
    slow, open_now = SlowAssistant(), threading.Event()
    slow.let.set()

    def late() -> SlowAssistant:
        assert open_now.wait(60)
        return slow

    with pages_of(AssistantHolder(late)) as address:
        page = visit(address)
        ask(page, "甲")
        expect(page.locator(".answer")).to_contain_text("系统正在启动")
        open_now.set()
        expect(page.locator(".answer")).to_have_text("好")


def test_out_of_service_the_page_shows_its_notice_and_asks_nobody(visit: Visit) -> None:
    slow = SlowAssistant()
    with pages_of(slow, notice=lambda: "今天停用<b>维护</b>，请打电话。") as address:
        page = visit(address)
        ask(page, "甲")
        expect(page.locator(".answer")).to_have_text("今天停用<b>维护</b>，请打电话。")
        expect(page.locator("#send")).to_be_visible()
    assert slow.asked == []


def test_a_page_that_is_open_says_the_notice_once_the_service_is_switched_off(visit: Visit, tmp_path: Path) -> None:
    office = house(tmp_path, MINI)
    notice = office.desk.switch.notice
    with serving(with_pages(office.app, office.desk.settings, notice)) as address:
        page = visit(address)
        expect(page.locator("#welcome .topic button").last).to_be_visible()
        office.records.service.close("今天停用<b>维护</b>，请打电话。", by="张主任")
        office.desk.switch.forget()
        assert httpx.get(address).status_code == 503
        ask(page, "珍本证押金多少")
        expect(page.locator(".answer")).to_have_text("今天停用<b>维护</b>，请打电话。")
        expect(page.locator("#send")).to_be_visible()
        office.records.service.open(by="张主任")
        office.desk.switch.forget()
        ask(page, "珍本证押金多少")
        expect(page.locator(".answer blockquote")).to_contain_text("300元")
    office.records.close()


def test_a_verdict_on_an_answer_given_before_the_service_was_switched_off_is_kept(visit: Visit, tmp_path: Path) -> None:
    office = house(tmp_path, MINI)
    with serving(with_pages(office.app, office.desk.settings, office.desk.switch.notice)) as address:
        page = visit(address)
        ask(page, "珍本证押金多少")
        expect(page.locator("#useless")).to_be_visible()
        office.records.service.close("今天停用", by="张主任")
        office.desk.switch.forget()
        page.click("#useless")
        expect(page.locator("#verdict-ask")).to_have_text("已收到，谢谢您。")
        page.get_by_label("看不懂").check()
        page.click("#submit-reason")
        expect(page.locator("#submit-reason")).not_to_be_visible()
        kept = office.records.questions.recent(1)[0]
        assert (kept.useful, kept.reason) == (False, "看不懂")
        verdict = {"question_id": kept.id, "useful": True}
        got = httpx.post(f"{address}/api/v1/feedback", json=verdict)
        assert (got.status_code, got.json()["error"]["code"]) == (503, "out_of_service")  # programs can come back
    office.records.close()


def test_a_fault_of_ours_is_told_in_words_without_its_cause(visit: Visit) -> None:
    with pages_of(BrokenAssistant()) as address:
        page = visit(address)
        ask(page, "甲")
        expect(page.locator(".answer")).to_contain_text("系统暂时不能回答")
        expect(page.locator("#send")).to_be_visible()
        assert "secret/path" not in page.content()


def test_an_assistant_that_cannot_be_opened_is_told_in_words(visit: Visit) -> None:
    def broken() -> object:
        raise RuntimeError("secret/path")

    with pages_of(AssistantHolder(broken)) as address:
        page = visit(address)
        ask(page, "甲")
        expect(page.locator(".answer")).to_contain_text("系统暂时不能回答")
        assert "secret/path" not in page.content()
