"""Of what Gradio answers, only what the chat page needs is open; nothing that anybody sends is written to disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.pages import with_pages
from tests.web import ERROR_KEYS, SlowAssistant, application, opened

_SHUT = (
    ("GET", "/gradio_api/deep_link?session_hash=s"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/upload/"),
    ("GET", "/gradio_api/upload_progress?upload_id=u"),
    ("GET", "/gradio_api/file=/etc/hostname"),
    ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/runs"),
    ("POST", "/gradio_api/call/anything"),
    ("POST", "/gradio_api/run/anything"),
    ("GET", "/gradio_api/queue/data/../../deep_link"),
    ("GET", "/monitoring"),
    ("POST", "/login"),
    ("GET", "/config"),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """The chat page, and where Gradio would write."""
    folder = tmp_path_factory.mktemp("gradio")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADIO_TEMP_DIR", str(folder))
        app = with_pages(application(opened(SlowAssistant())), Settings(), lambda: None)
        yield TestClient(app, raise_server_exceptions=False), folder


@pytest.mark.parametrize(("method", "path"), _SHUT)
def test_what_the_page_never_asks_is_not_there(page: tuple[TestClient, Path], method: str, path: str) -> None:
    client, folder = page
    files = {"file": ("a.html", b"<script>1</script>")} if method == "POST" else None
    got = client.request(method, path, files=files)
    assert (got.status_code, set(got.json()["error"])) == (404, ERROR_KEYS)
    assert list(folder.rglob("*.*")) == []


def test_who_opens_such_an_address_reads_a_page(page: tuple[TestClient, Path]) -> None:
    got = page[0].get("/gradio_api/runs", headers={"Accept": "text/html"})
    assert got.status_code == 404
    assert "没有这个页面" in got.text


@pytest.mark.parametrize("path", ["/", "/theme.css", "/favicon.ico", "/manifest.json", "/gradio_api/app_id"])
def test_what_the_page_needs_is_there(page: tuple[TestClient, Path], path: str) -> None:
    assert page[0].get(path).status_code == 200
