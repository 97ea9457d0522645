"""The chat page as it is used: copied, printed, by keyboard, in large type, on a lost line; and nothing moves."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import DESKTOP, PHONE, TABLET, Visit, ask, watched

pytestmark = [pytest.mark.browser, pytest.mark.model]

_ANSWERED = ".answer blockquote"
_SHIFTS = """new PerformanceObserver((list) => { for (const entry of list.getEntries()) {
  window.shift += entry.value;
  window.moved.push([entry.value, ...entry.sources.map((source) => (source.node?.outerHTML ?? "").slice(0, 80))]);
} }).observe({type: "layout-shift"});"""


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


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_on_the_narrowest_phone_each_question_to_pick_can_be_read(server: str, visit: Visit, large: bool) -> None:
    page = visit(server, (320, 568))
    expect(page.locator("#welcome .topic button").last).to_be_visible()
    if large:
        page.click("#large")
    page.wait_for_load_state("networkidle")
    cut = (
        "[...document.querySelectorAll('#welcome button')].filter((one) => one.scrollHeight > one.offsetHeight).length"
    )
    assert page.evaluate(cut) == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


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
