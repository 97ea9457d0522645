"""Forms, guide, checklist and documents in a real browser."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import DESKTOP, PHONE, TABLET, Visit, ask, faults

pytestmark = [pytest.mark.browser, pytest.mark.model]

_PAGES = (
    "/fees",
    "/fees?中级=3&高级=x",
    "/fees?中级=3&高级=1",
    "/hours?公需课=28&专业课=71",
    "/guide",
    "/guide?topic=recognition&degree=本科",
    "/guide?topic=application&person=公务员",
    "/checklist",
    "/documents",
    "/documents/weihai-2022",
    "/documents/none",
)


def test_the_pages_have_no_grave_fault_for_people_who_cannot_see(server: str, visit: Visit) -> None:
    page = visit(server)
    page.wait_for_selector("#welcome .topic button")
    page.wait_for_load_state("networkidle")
    found = {"first screen": faults(page)}
    ask(page, "三个人报中级，评审费一共多少")
    expect(page.locator("#useful")).to_be_visible()
    page.locator(".sources summary").first.click()
    found["answer"] = faults(page)
    page.get_by_role("combobox", name="所在区市").click()
    expect(page.get_by_role("option", name="文登区")).to_be_visible()
    found["districts"] = faults(page)
    page.close()
    for path in _PAGES:
        if path.endswith("none"):  # the browser tells of a 404 on its console
            continue
        page = visit(server + path)
        found[path] = faults(page)
        page.close()
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("size", [PHONE, TABLET, DESKTOP])
def test_nothing_is_wider_than_the_screen(server: str, visit: Visit, size: tuple[int, int]) -> None:
    page = visit(server, size)
    page.wait_for_selector("#send")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for path in _PAGES[:-1]:
        page.goto(server + path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


def test_the_navigation_leads_to_every_page_and_back(server: str, visit: Visit) -> None:
    page = visit(server)
    for name, heading in [
        ("算费用", "算评审费"),
        ("算学时", "算继续教育学时"),
        ("条件自测", "条件自测"),
        ("材料清单", "上传材料清单"),
        ("原文", "材料原文"),
        ("问答", "职称申报评审政策问答"),
    ]:
        page.get_by_role("navigation").first.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.locator("header.site [aria-current=page]")).to_have_text(name)
    assert len(page.context.pages) == 1


def test_a_wrong_address_leads_on(server: str, chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{server}/nowhere")
        expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
        page.get_by_role("link", name="材料清单").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("上传材料清单")


def test_fees_are_computed_with_a_receipt_and_a_source_that_opens(server: str, visit: Visit) -> None:
    page = visit(f"{server}/fees")
    page.get_by_label("中级报几人次").fill("3")
    page.get_by_label("高级报几人次").fill("１")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".receipt")).to_contain_text("480 + 360 = 840元")
    page.locator(".sources summary").first.click()
    expect(page.locator(".sources mark").first).to_contain_text("每人次160元")


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(server: str, visit: Visit) -> None:
    page = visit(f"{server}/fees")
    page.get_by_label("中级报几人次").fill('"><img src=x>')
    page.get_by_role("button", name="计算").click()
    field = page.get_by_label("中级报几人次")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("请填0到100000之间的整数。")
    expect(field).to_have_value('"><img src=x>')
    assert page.locator("img").count() == 0


def test_the_guide_asks_one_question_at_a_time_and_ends_with_the_clause(server: str, visit: Visit) -> None:
    page = visit(f"{server}/guide")
    for answer in ("毕业以后认定（初定）职称，不用评审", "本科"):
        page.get_by_label(answer).check()
        page.get_by_role("button", name="下一步").click()
    page.get_by_label("您已经见习了几年？").fill("1")
    page.get_by_role("button", name="下一步").click()
    for answer in ("是", "是", "不清楚"):
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="下一步").click()
    expect(page.locator(".result")).to_contain_text("还须：经考核合格")
    expect(page.locator(".sources")).to_contain_text("2.职称取得方式")
    page.get_by_role("link", name="修改：您的学历（学位）是什么？").click()
    expect(page.get_by_role("group", name="您的学历（学位）是什么？")).to_be_visible()


def test_documents_are_read_without_any_script(server: str, visit: Visit, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/documents/weihai-2022#s8-i2")
    expect(page.locator("#s8-i2")).to_contain_text("每人次160元")
    page.get_by_role("link", name="8.职称评审收费标准").click()
    expect(page.get_by_role("heading", name="8.职称评审收费标准")).to_be_in_viewport()
    context.close()
