"""The chat page in a real browser against a real server: phone and desktop, in Chinese."""

import json
import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import DESKTOP, PHONE, TABLET, Visit, ask, watched

pytestmark = [pytest.mark.browser, pytest.mark.model]

_ANSWERED = ".answer blockquote"
_SHIFTS = """new PerformanceObserver((list) => { for (const entry of list.getEntries()) {
  window.shift += entry.value;
  window.moved.push([entry.value, ...entry.sources.map((source) => (source.node?.outerHTML ?? "").slice(0, 80))]);
} }).observe({type: "layout-shift"});"""


@pytest.mark.parametrize("path", ["/", "/fees", "/nowhere", "/gradio_api/nowhere", "/page/page.js"])
def test_the_page_and_its_failures_stand_under_the_policy(server: str, path: str) -> None:
    got = httpx.get(server + path)
    assert "default-src 'self'; script-src 'self' 'unsafe-inline';" in got.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in got.headers["Content-Security-Policy"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    if path.endswith("nowhere"):
        assert (got.status_code, got.json()["error"]["code"]) == (404, "not_found")
        assert set(got.json()["error"]) == {"code", "message", "field", "request_id"}


def test_the_interfaces_stand_beside_the_page(server: str) -> None:
    got = httpx.post(f"{server}/api/v1/ask", json={"question": "中级职称评审费是多少"})
    assert "160元" in got.json()["answer"]
    assert got.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert httpx.get(f"{server}/api/v1/ask").status_code == 405
    assert httpx.post(f"{server}/gradio_api/upload").status_code == 404
    assert 'path="page"' in httpx.get(f"{server}/metrics").text


def test_an_answer_opens_to_its_clause_with_the_quotation_marked(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_contain_text("每人次160元")
    source = page.locator(".sources details")
    expect(source).to_contain_text("8.职称评审收费标准（2）")
    expect(page.locator(".sources mark")).not_to_be_visible()
    source.locator("summary").click()
    expect(page.locator(".sources mark")).to_be_visible()
    expect(page.locator(".sources mark")).to_contain_text("每人次160元")
    expect(page.locator(".answer").last).to_contain_text("依据2022年度材料，以当年通知为准")


def test_nothing_is_wider_than_the_screen(sized: Page) -> None:
    ask(sized, "外地证书什么情况可以不用确认")
    expect(sized.locator(_ANSWERED)).to_contain_text("青岛、烟台")
    assert sized.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(sized.locator("#send")).to_be_in_viewport()


def test_a_follow_up_is_understood(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    ask(page, "那高级的呢")
    expect(page.locator(_ANSWERED).nth(1)).to_contain_text("每人次360元")


def test_the_first_screen_shows_what_can_be_asked_by_topic(sized: Page) -> None:
    topics = sized.locator("#welcome .topic")
    expect(topics.locator("h2")).to_have_text(["申报条件", "费用", "继续教育学时", "申报流程", "平台填报", "联系方式"])
    topics.nth(1).locator("button").first.click()
    expect(sized.locator(_ANSWERED)).to_contain_text("160元")
    expect(sized.locator("#welcome")).not_to_be_visible()


def test_the_page_says_that_it_is_a_program_its_edition_and_what_it_keeps(page: Page) -> None:
    said = page.locator("#statement")
    for words in ("程序自动答复", "2022年度材料", "遮盖个人信息", "保存180天", "请不要输入身份证号"):
        expect(said).to_contain_text(words)


def test_a_source_leads_to_its_clause_in_the_whole_document(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    page.locator(".sources summary").click()
    with page.context.expect_page() as opened:
        page.locator(".sources .whole a").click()
    clause = opened.value.locator(".clause:target")
    expect(clause).to_contain_text("每人次160元")
    expect(clause).to_be_in_viewport()


def test_a_suggestion_asks_the_next_question(page: Page) -> None:
    ask(page, "评审结果公示要几天")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    page.get_by_role("button", name="用人单位审核职称申报材料的重点内容有哪些").click()
    expect(page.locator(_ANSWERED).nth(1)).to_contain_text("工作经历")


def test_what_is_not_covered_names_the_office_of_the_district(page: Page) -> None:
    page.get_by_role("combobox", name="所在区市").click()
    page.get_by_role("option", name="荣成市").click()
    ask(page, "评上高级以后每月工资涨多少")
    expect(page.locator(".answer").last).to_contain_text("现有材料没有写明")
    expect(page.locator(".answer").last).to_contain_text("7561527")
    expect(page.locator(".dial a").first).to_have_attribute("href", re.compile(r"^tel:0631\d{7}$"))


def test_a_second_tap_asks_nothing(page: Page) -> None:
    page.fill("#ask textarea", "中级职称评审费是多少")
    page.dblclick("#send")
    expect(page.locator("#useful")).to_be_visible()
    page.click("#send")
    page.wait_for_timeout(1000)
    page.fill("#ask textarea", "   ")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    expect(page.locator("#send")).to_be_visible()


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)> **粗** 评审费", "？？？"])
def test_bad_input_is_shown_as_it_is_and_answered_in_words(page: Page, text: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    ask(page, text)
    expect(page.locator(".answer").last).to_be_visible()
    assert page.locator("#chat img[src='x']").count() == 0
    if text.strip(" ？"):
        expect(page.locator("#chat")).to_contain_text("<img src=x onerror=alert(1)> **粗** 评审费")


def test_a_calculation_shows_its_receipt_as_a_table(sized: Page) -> None:
    ask(sized, "初中级各4个人评审费一共多少钱")
    receipt = sized.locator("table.receipt")
    expect(receipt.locator("tr")).to_have_count(3)
    expect(receipt).to_contain_text("400 + 640 = 1040元")
    assert sized.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_missing_detail_is_asked_for_with_its_choices(page: Page) -> None:
    ask(page, "评职称要交多少钱")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    page.get_by_role("button", name="高级", exact=True).click()
    expect(page.locator(".answer").last).to_contain_text("高级职称评审费为每人次360元")


def _settled_after_reload(page: Page) -> None:
    """What is kept is shown, if anything is."""
    page.reload()
    page.wait_for_selector("#ask textarea")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)


def test_a_district_can_be_taken_back(page: Page) -> None:
    for name in ("文登区", "不限（全市）"):
        page.get_by_role("combobox", name="所在区市").click()
        page.get_by_role("option", name=name).click()
        page.wait_for_timeout(500)
        _settled_after_reload(page)
        expect(page.locator("#district input")).to_have_value(name)


def test_clearing_starts_anew(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    expect(page.locator("#useful")).to_be_visible()  # the answer is whole
    page.click("#clear")
    expect(page.locator(_ANSWERED)).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()
    _settled_after_reload(page)
    expect(page.locator("#welcome .topic").first).to_be_visible()
    expect(page.locator(_ANSWERED)).to_have_count(0)


def test_the_browser_keeps_the_conversation_once_and_a_new_one_leaves_nothing_of_it(server: str, visit: Visit) -> None:
    page = visit(server)
    ask(page, "中级职称评审费是多少")
    expect(page.locator("#useful")).to_be_visible()
    everything = "async () => JSON.stringify([localStorage, sessionStorage, await indexedDB.databases()])"
    kept = page.evaluate("Object.keys(localStorage)")
    assert set(kept) <= {"policy-conversation", "policy-district", "policy-large"}
    assert json.loads(page.evaluate(everything))[1:] == [{}, []]
    before = len(page.evaluate("localStorage['policy-conversation']"))
    page.click("#clear")
    expect(page.locator("#welcome")).to_be_visible()
    page.wait_for_timeout(500)
    assert len(page.evaluate("localStorage['policy-conversation'] ?? ''")) < before / 3  # scrambled, not readable
    _settled_after_reload(page)
    expect(page.locator("#welcome .topic").first).to_be_visible()
    expect(page.locator(_ANSWERED)).to_have_count(0)
    assert httpx.get(f"{server}/gradio_api/runs").status_code == 404


def test_a_reload_keeps_the_conversation_and_the_district(server: str, visit: Visit) -> None:
    page = visit(server)
    page.get_by_role("combobox", name="所在区市").click()
    page.get_by_role("option", name="文登区").click()
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    expect(page.locator("#useful")).to_be_visible()  # the answer is whole, and kept
    page.reload()
    expect(page.locator(_ANSWERED)).to_contain_text("160元")
    expect(page.locator("#district input")).to_have_value("文登区")
    ask(page, "那高级的呢")
    expect(page.locator(_ANSWERED).nth(1)).to_contain_text("每人次360元")


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
@pytest.mark.parametrize("secure", [True, False], ids=["https", "http"])
def test_each_answer_is_copied_by_itself_with_its_sources(
    server: str, visit: Visit, size: tuple[int, int], secure: bool
) -> None:
    page = visit(server, size)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for question, money in (("中级职称评审费是多少", "160元"), ("高级职称评审费是多少", "360元")):
        ask(page, question)
        expect(page.locator(".answer").last).to_contain_text(money)
        expect(page.locator("#useful")).to_be_visible()
    page.reload()  # also of what the browser has kept
    if not secure:  # a page that is not over https has no clipboard of its own
        page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    for question, theirs, other, source in (
        ("中级职称评审费是多少", "每人次160元", "360元", "[1] 《职称申报政策》8.职称评审收费标准（2）"),
        ("高级职称评审费是多少", "每人次360元", "160元", "[1] 《职称申报政策》8.职称评审收费标准（3）"),
    ):
        button = page.get_by_role("button", name=f"复制 “{question}”的答复和出处", exact=True)
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
        expect(button).to_be_focused()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert theirs in copied
        assert source in copied
        assert other not in copied
        assert "复制" not in copied
        assert copied.endswith(f"来自：{server}")


def test_the_copy_button_of_an_answer_comes_after_its_sources_with_the_tab_key(server: str, visit: Visit) -> None:
    page = visit(server)
    ask(page, "中级职称评审费是多少")
    expect(page.locator("#useful")).to_be_visible()
    page.locator(".sources summary").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#chat .copy")).to_be_focused()


def test_a_new_question_stands_at_the_top_and_no_more_room_is_left_than_that_takes(sized: Page) -> None:
    for question in ("中级职称评审费是多少", "高级职称评审费是多少"):
        ask(sized, question)
        expect(sized.locator("#useful")).to_be_visible()
    expect(sized.locator(_ANSWERED)).to_have_count(2)
    log, last = "document.querySelector('#chat [role=log]')", "[...document.querySelectorAll('#chat .user-row')].at(-1)"
    top = sized.evaluate(f"{last}.getBoundingClientRect().top - {log}.getBoundingClientRect().top")
    assert 0 < top < 24
    below = f"{log}.scrollHeight - {log}.scrollTop - {log}.clientHeight"
    ends = "[...document.querySelectorAll('#chat .message-wrap > *')].at(-1).getBoundingClientRect().bottom"
    assert sized.evaluate(f"{below} < 24 || {ends} > {log}.getBoundingClientRect().bottom")


def test_on_paper_the_answer_stands_alone_and_whole(server: str, visit: Visit) -> None:
    page = visit(server)
    ask(page, "职称申报评审有哪些步骤？")
    expect(page.locator("#useful")).to_be_visible()
    page.emulate_media(media="print")
    for part in ("#asking", "#options", "#after", "header.site nav"):
        expect(page.locator(part)).not_to_be_visible()
    log = page.locator("#chat [role=log]")
    assert log.evaluate("log => log.scrollHeight <= log.clientHeight + 1")


def test_nothing_moves_while_an_answer_comes(sized: Page) -> None:
    expect(sized.locator("#welcome .topic button").last).to_be_visible()
    sized.wait_for_load_state("networkidle")
    sized.evaluate(f"() => {{ window.shift = 0; window.moved = []; {_SHIFTS} }}")
    ask(sized, "三个人报中级，评审费一共多少")
    expect(sized.locator("#useful")).to_be_visible()
    ask(sized, "评审结果公示要几天")
    expect(sized.locator(_ANSWERED)).not_to_have_count(1)
    expect(sized.locator("#useful")).to_be_visible()
    assert sized.evaluate("window.shift") < 0.005


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
def test_nothing_moves_while_the_page_opens_and_it_is_soon_there(
    chromium: Browser, server: str, size: tuple[int, int]
) -> None:
    shifts, usable = [], []
    for _ in range(3):
        with watched(chromium, size, server) as context:
            page = context.new_page()
            page.add_init_script(f"window.shift = 0; window.moved = []; {_SHIFTS}")
            page.goto("/")
            page.wait_for_selector("#ask textarea")
            usable.append(page.evaluate("performance.now()"))
            expect(page.locator("#welcome .topic button").last).to_be_visible()
            page.wait_for_load_state("networkidle")
            shifts.append(page.evaluate("window.shift"))
            moved = page.evaluate("window.moved")
    print(f"\n{size}: shifts {[round(each, 4) for each in shifts]}, usable after {[round(each) for each in usable]} ms")
    assert max(shifts) < 0.05, moved
    assert min(usable) < 3000


def test_the_other_pages_can_be_reached_before_the_chat_is_there(server: str, visit: Visit) -> None:
    page = visit(f"{server}/fees")
    page.context.route("**/assets/*.js", lambda route: None)  # they never come
    page.goto(server, wait_until="commit")
    expect(page.get_by_text("页面正在打开")).to_be_visible()
    page.get_by_role("link", name="算学时", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("算继续教育学时")


def test_without_scripts_the_chat_page_says_where_to_go(server: str, chromium: Browser) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(server)
        expect(page.get_by_text("您的浏览器没有运行脚本")).to_be_visible()
        expect(page.get_by_text("页面正在打开")).not_to_be_visible()
        page.get_by_role("link", name="条件自测").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("条件自测")


def test_the_keyboard_is_enough(server: str, visit: Visit) -> None:
    page = visit(server)
    page.locator("#ask textarea").focus()
    page.keyboard.type("中级职称评审费是多少")
    page.keyboard.press("Enter")
    expect(page.locator("#useful")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".sources mark")).to_be_visible()


def test_who_uses_the_keyboard_never_loses_their_place(page: Page) -> None:
    expect(page.locator("#welcome .topic button").last).to_be_visible()

    def press(selector: str, at: int = 0) -> None:
        page.locator(selector).nth(at).focus()
        page.keyboard.press("Enter")

    press("#welcome button.pick", 2)
    expect(page.locator("#useful")).to_be_visible()
    expect(page.locator("#chat .user-row")).to_be_focused()
    page.fill("#ask textarea", "评职称要交多少钱")
    press("#send")
    expect(page.locator("#chat .option").first).to_be_visible()
    expect(page.locator("#chat .user-row").nth(1)).to_be_focused()
    press("#chat .option", 2)
    expect(page.locator(".answer").last).to_contain_text("360元")
    expect(page.locator("#chat .user-row").nth(2)).to_be_focused()
    expect(page.locator("#useless")).to_be_visible()
    press("#useless")
    expect(page.locator("#verdict-ask")).to_be_focused()
    expect(page.locator("#verdict-ask")).to_have_text("已收到，谢谢您。")
    press("#submit-reason")
    expect(page.locator("#submit-reason")).not_to_be_visible()
    expect(page.locator("#verdict-ask")).to_be_focused()
    press("#clear")
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#clear")).to_be_focused()


def test_large_type_is_remembered_on_every_page(server: str, visit: Visit) -> None:
    page = visit(server)
    size = "parseFloat(getComputedStyle(document.querySelector('header.site nav a')).fontSize)"
    before = page.locator("header.site nav a").first.evaluate(f"() => {size}")
    page.click("#large")
    assert page.evaluate(size) > before * 1.2
    expect(page.locator("#large")).to_have_attribute("aria-pressed", "true")
    for path in ("/", "/fees"):
        page.goto(server + path)
        page.wait_for_selector("#large")
        assert page.evaluate(size) > before * 1.2


def test_a_lost_connection_is_told_in_chinese_and_asking_again_works(server: str, chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(server)
        expect(page.locator("#welcome .topic button").last).to_be_visible()
        page.wait_for_load_state("networkidle")
        context.set_offline(True)
        page.fill("#ask textarea", "公务员可以评职称吗")
        page.click("#send")
        told = page.get_by_test_id("toast-body")
        expect(told).to_contain_text("可能是网络断了")
        expect(told.get_by_role("button", name="关闭", exact=True)).to_be_visible()
        assert re.findall(r"[A-Za-z]{3,}", told.inner_text()) == []
        context.set_offline(False)
        expect(told).to_have_count(0, timeout=30_000)  # Gradio opens the page anew
        page.wait_for_load_state("networkidle")
        ask(page, "公务员可以评职称吗")
        expect(page.locator(_ANSWERED)).to_be_visible()


def test_every_word_on_the_page_is_chinese(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    expect(page.locator("#useful")).to_be_visible()
    words = re.findall(r"[A-Za-z]{3,}", page.inner_text("body"))
    assert words == []
    named = page.evaluate(
        "[...document.querySelectorAll('[aria-label], [title], [placeholder], img[alt]')].filter((e) => e.checkVisibility()).flatMap((e) => "
        "['aria-label', 'title', 'placeholder', 'alt'].map((name) => e.getAttribute(name) ?? ''))"
    )
    assert [said for said in named if re.search(r"[A-Za-z]{3,}", said)] == []
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
