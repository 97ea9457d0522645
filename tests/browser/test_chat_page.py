"""The chat page in a real browser against a real server: phone and desktop, in Chinese."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.model]

_CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).is_file()), None)
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_PATIENCE = 60_000  # ms
_ANSWERED = ".answer blockquote"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    said = process.stderr.readline()
    assert address in said, said
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    break
        except OSError:
            time.sleep(0.5)
    else:
        raise AssertionError("the server did not get ready")
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield _launch(playwright)


def _launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIET)


@pytest.fixture(params=[(390, 844), (1280, 900)], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """An open chat page; a request that leaves the machine, or an error in the page, fails the test."""
    width, height = request.param
    opened = chromium.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    outside: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda r: outside.append(r.url) if not _local(r.url) else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    # whatever the page's Content-Security-Policy forbids is told on the console
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.set_default_timeout(_PATIENCE)
    opened.goto(server)
    opened.wait_for_selector("#ask textarea")
    yield opened
    opened.close()
    assert outside == []
    assert errors == []


def _local(url: str) -> bool:
    return re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:", url) is not None


@pytest.mark.parametrize("path", ["/", "/nowhere", "/gradio_api/nowhere", "/theme.css"])
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


def ask(page: Page, text: str) -> None:
    page.fill("#ask textarea", text)
    page.click("#send")


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


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    ask(page, "外地证书什么情况可以不用确认")
    expect(page.locator(_ANSWERED)).to_contain_text("青岛、烟台")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("#send")).to_be_in_viewport()


def test_a_follow_up_is_understood(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    ask(page, "那高级的呢")
    expect(page.locator(_ANSWERED).nth(1)).to_contain_text("每人次360元")


def test_an_example_question_is_one_click(page: Page) -> None:
    page.locator("#examples button").first.click()
    expect(page.locator(_ANSWERED)).to_contain_text("160元")


def test_a_suggestion_asks_the_next_question(page: Page) -> None:
    ask(page, "评审结果公示要几天")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    page.get_by_role("button", name="用人单位审核职称申报材料的重点内容有哪些").click()
    expect(page.locator(_ANSWERED).nth(1)).to_contain_text("工作经历")


def test_what_is_not_covered_names_the_office_of_the_district(page: Page) -> None:
    page.locator("#district input").click()
    page.get_by_role("option", name="荣成市").click()
    ask(page, "评上高级以后每月工资涨多少")
    expect(page.locator(".answer").last).to_contain_text("现有材料没有写明")
    expect(page.locator(".answer").last).to_contain_text("7561527")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)> **粗** 评审费", "   ", "？？？"])
def test_bad_input_is_shown_as_it_is_and_answered_in_words(page: Page, text: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    ask(page, text)
    expect(page.locator(".answer").last).to_be_visible()
    assert page.locator("#chat img[src='x']").count() == 0
    if text.strip(" ？"):
        expect(page.locator("#chat")).to_contain_text("<img src=x onerror=alert(1)> **粗** 评审费")


def test_a_calculation_shows_its_receipt_as_a_table(page: Page) -> None:
    ask(page, "初中级各4个人评审费一共多少钱")
    receipt = page.locator("table.receipt")
    expect(receipt.locator("tr")).to_have_count(3)
    expect(receipt).to_contain_text("400 + 640 = 1040元")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_missing_detail_is_asked_for_with_its_choices(page: Page) -> None:
    ask(page, "评职称要交多少钱")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    page.get_by_role("button", name="高级", exact=True).click()
    expect(page.locator(".answer").last).to_contain_text("高级职称评审费为每人次360元")


def test_clearing_starts_anew(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    page.click("#clear")
    expect(page.locator(_ANSWERED)).to_have_count(0)


def test_every_word_on_the_page_is_chinese(page: Page) -> None:
    ask(page, "中级职称评审费是多少")
    expect(page.locator(_ANSWERED)).to_have_count(1)
    words = re.findall(r"[A-Za-z]{3,}", page.inner_text("body"))
    assert words == []
