"""Gradio's first response is put right."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.first_html import FirstHtml, put_right
from assistant.web.templating import head

PAGE = '<html lang="en"><head><meta property="og:image"\n content="https://x/y.jpg" /><title>t</title></head><body lang="en"><p>'


def test_the_page_says_that_it_is_chinese_and_loads_what_is_ours() -> None:
    html = put_right(PAGE, "<script></script>", "<header></header>")
    assert html == (
        '<html lang="zh-CN"><head><title>t</title><script></script></head><body lang="en"><header></header><p>'
    )


def test_the_words_of_the_script_end_no_element() -> None:
    assert head("site").count("</script>") == 2
    assert 'href="/page/site.css"' in head("site")


@pytest.mark.parametrize(("status", "ours"), [(200, True), (503, False)])
def test_what_stands_instead_of_the_chat_stays_as_it_is(status: int, ours: bool) -> None:
    async def chat(_: Request) -> HTMLResponse:
        return HTMLResponse(PAGE, status)

    app = Starlette(routes=[Route("/", chat), Route("/other", chat)])
    client = TestClient(FirstHtml(app, "<script></script>", "<header></header>"))
    got = client.get("/")
    assert ("<header>" in got.text) is ours
    assert int(got.headers["content-length"]) == len(got.content)
    assert client.get("/other").text == PAGE
