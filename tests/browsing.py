"""A real server over the shipped corpus, and Chromium, shared by all browser tests."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from tests.conftest import ROOT

CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).is_file()), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_PATIENCE = 60_000  # ms
PHONE, TABLET, DESKTOP = (390, 844), (768, 1024), (1440, 900)
Visit = Callable[..., Page]
_GRAVE = ("serious", "critical")
# while something fades in, its colours are not yet its own; what spins for ever is let be
_STILL = (
    "document.getAnimations().every(one => one.playState !== 'running'"
    " || one.effect.getComputedTiming().iterations === Infinity)"
)


@contextmanager
def served(**environment: str) -> Iterator[str]:
    """The address of a server of the shipped corpus, with those settings, once it is ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    said = [process.stderr.readline()]
    while said[-1] and address not in said[-1]:
        said.append(process.stderr.readline())
    assert said[-1], said
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


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server with its defaults."""
    with served() as address:
        yield address


@pytest.fixture(scope="module")  # while it is open an event loop runs, and no other test could start its own
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@contextmanager
def watched(chromium: Browser, size: tuple[int, int], server: str | None = None) -> Iterator[BrowserContext]:
    """A browser of its own; a request that leaves the machine, or an error in a page, fails the test."""
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN", base_url=server)
    outside: list[str] = []
    errors: list[str] = []
    context.on("request", lambda r: outside.append(r.url) if not _local(r.url) else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    # whatever the page's Content-Security-Policy forbids is told on the console
    context.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    context.set_default_timeout(_PATIENCE)
    yield context
    context.close()
    assert outside == [], outside
    assert errors == [], errors


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens an address on a phone; all pages of a test share what the browser keeps."""
    with watched(chromium, PHONE) as context:

        def opened(address: str, size: tuple[int, int] = PHONE) -> Page:
            page = context.new_page()
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.goto(address)
            return page

        yield opened


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """The chat page on a phone, open."""
    with watched(chromium, PHONE) as context:
        yield _chat(context, server)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def sized(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """The chat page on a phone, and on a desktop."""
    with watched(chromium, request.param) as context:
        yield _chat(context, server)


def _chat(context: BrowserContext, server: str) -> Page:
    opened = context.new_page()
    opened.goto(server)
    opened.wait_for_selector("#ask textarea")
    return opened


def ask(page: Page, text: str) -> None:
    """Ask a question of the chat page; a click before the last answer is quite done does nothing, so it is repeated."""
    page.bring_to_front()  # a page in the background is not painted
    page.wait_for_selector("#ask textarea")
    page.fill("#ask textarea", text)
    for _ in range(30):
        try:
            page.click("#send", timeout=1000)
            expect(page.locator("#ask textarea")).to_have_value("", timeout=5000)
        except (TooLate, AssertionError):
            if page.input_value("#ask textarea") == "":
                return
        else:
            return
    raise AssertionError(f"{text!r} could not be asked")


def faults(page: Page) -> list[tuple[str, str]]:
    """The grave faults of a page for people who cannot see or use a mouse, and where they are."""
    for _ in range(100):  # not wait_for_function, which the page's policy forbids
        if page.evaluate(_STILL):
            break
        page.wait_for_timeout(50)
    return [
        (violation["id"], node["html"][:120])
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
    ]


def _local(url: str) -> bool:
    return re.match(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:", url) is not None
