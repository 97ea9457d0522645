"""The chat page in a real browser against a real server: phone and desktop, in Chinese."""

import json
import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit, ask

pytestmark = [pytest.mark.browser, pytest.mark.model]

_ANSWERED = ".answer blockquote"


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


def test_the_number_of_a_citation_opens_its_clause_in_place(sized: Page) -> None:
    ask(sized, "外地证书什么情况可以不用确认")
    expect(sized.locator("#useful")).to_be_visible()
    sized.locator(".answer").get_by_role("button", name="[4]", exact=True).focus()
    sized.keyboard.press("Enter")
    source = sized.locator(".sources details[open]")
    expect(source).to_have_count(1)
    expect(source.locator("mark")).to_be_in_viewport()
    expect(source.locator("mark")).to_contain_text("核准颁发的高级职称证书")
    expect(source.locator("summary")).to_be_focused()


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
    expect(sized.get_by_text("这里由程序自动答复，不是人工客服。").first).to_be_in_viewport()
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
