"""Every failing route answers in one shape, in words, with the security headers."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from assistant.web.holder import AssistantHolder
from assistant.web.replies import Fault
from corpus.errors import PolicyError
from index.errors import IndexStoreError
from tests.web import ERROR_KEYS, BrokenAssistant, SlowAssistant, application

JSON = {"content-type": "application/json"}
MESSAGES = [{"role": "user", "content": "问"}]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(application(BrokenAssistant())) as opened:
        yield opened


def refused(got: Response, status: int, code: str, field: str | None = None) -> str:
    """Check the shape; gives the sentence."""
    assert got.status_code == status, got.text
    Fault.model_validate(got.json()["error"])
    error = got.json()["error"]
    assert set(error) >= ERROR_KEYS
    assert (error["code"], error["field"]) == (code, field)
    assert error["request_id"] == got.headers["X-Request-Id"]
    assert any("\u4e00" <= character <= "\u9fff" for character in error["message"])
    assert got.headers["Cache-Control"] == "no-store"
    return str(error["message"])


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v2/ask", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("POST", "/v1/embeddings", 404, "not_found"),
        ("GET", "/api/v1/ask", 405, "method_not_allowed"),
        ("DELETE", "/v1/models", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
        ("PUT", "/metrics", 405, "method_not_allowed"),
        ("TRACE", "/api/v1/search", 405, "method_not_allowed"),
        ("OPTIONS", "/api/v1/feedback", 405, "method_not_allowed"),
        ("GET", "/nowhere", 404, "not_found"),
    ],
)
def test_a_path_or_method_that_is_not_there(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    got = client.request(method, path)
    assert got.status_code == status
    assert got.json()["error"]["code"] == code
    assert set(got.json()["error"]) >= ERROR_KEYS
    if status == 405:
        assert got.headers["Allow"] in ("GET", "POST")


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "question", "缺少“question”"),
        ({"question": 5}, "question", "的值不对"),
        ({"question": None}, "question", "的值不对"),
        ({"question": "问", "distrct": "文登"}, "distrct", "不认识“distrct”"),
        ({"question": "问", "on": "2022-13-01"}, "on", "不是正确的日期"),
        ({"question": "问", "on": 20220601}, "on", "不是正确的日期"),
        ({"question": "问", "on": "20220601"}, "on", "不是正确的日期"),
        ({"question": "问", "id": True}, "id", "的值不对"),
        ({"question": "问", "id": 1.5}, "id", "的值不对"),
        ({"question": "问", "history": ["早"]}, "history.0", "的值不对"),
        ({"question": "问", "history": [{"q": "早"}]}, "history.0.question", "缺少"),
        ({"question": "问", "district": "区" * 51}, "district", "最多50个字"),
    ],
)
def test_a_wrong_field_is_named(client: TestClient, body: dict[str, Any], field: str, said: str) -> None:
    import json

    got = client.post("/api/v1/ask", content=json.dumps(body), headers=JSON)
    assert said in refused(got, 422, "invalid", field)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"a"', b"null", b"\xff\xfe"])
@pytest.mark.parametrize("path", ["ask", "feedback", "calculate/fee", "calculate/hours"])
def test_what_is_no_json_object_is_refused(client: TestClient, content: bytes, path: str) -> None:
    got = client.post(f"/api/v1/{path}", content=content, headers=JSON)
    status = got.status_code
    assert status in (400, 422)
    assert set(got.json()["error"]) >= ERROR_KEYS


def test_deep_nesting_and_huge_numbers_are_refused(client: TestClient) -> None:
    for content in ("[" * 30000, '{"question": "问", "id": ' + "9" * 5000 + "}"):
        got = client.post("/api/v1/ask", content=content, headers=JSON)
        assert got.status_code in (400, 422)
        assert set(got.json()["error"]) >= ERROR_KEYS


@pytest.mark.parametrize(
    ("query", "field"), [("", "q"), ("q=a&k=0", "k"), ("q=a&k=x", "k"), ("q=a&on=soon", "on"), ("q=a&z=1", "z")]
)
def test_a_wrong_search_is_named(client: TestClient, query: str, field: str) -> None:
    refused(client.get(f"/api/v1/search?{query}"), 422, "invalid", field)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("fee", {"levels": {"中级": 0}}, "levels.中级"),
        ("fee", {"levels": {"中级": "3"}}, "levels.中级"),
        ("fee", {"subjects": 0, "mode": "以考代评"}, "subjects"),
        ("hours", {"hours": {"公需课": -1}}, "hours.公需课"),
        ("hours", {"hours": {"公需课": "1e999999"}}, "hours.公需课"),
        ("hours", {"hours": {"公需课": "NaN"}}, "hours.公需课"),
        ("hours", {"hours": {"公需课": 1.234}}, "hours.公需课"),
        ("hours", {"hours": {"公需课": True}}, "hours.公需课"),
        ("hours", {"total": []}, "total"),
        ("hours", {"total": 1e300}, "total"),
    ],
)
def test_a_wrong_figure_is_named(client: TestClient, path: str, body: dict[str, Any], field: str) -> None:
    refused(client.post(f"/api/v1/calculate/{path}", json=body), 422, "invalid", field)


def test_a_corpus_without_rules_calculates_nothing(client: TestClient) -> None:
    refused(client.post("/api/v1/calculate/fee", json={}), 404, "no_rules")
    refused(client.post("/api/v1/calculate/hours", json={}), 404, "no_rules")


def test_feedback_on_an_unknown_answer_is_404(client: TestClient) -> None:
    body = {"question_id": "nobody's", "useful": True}
    refused(client.post("/api/v1/feedback", json=body), 404, "unknown_question", "question_id")


@pytest.mark.parametrize("useful", ["yes", 1, None])
def test_feedback_says_yes_or_no(client: TestClient, useful: object) -> None:
    body = {"question_id": "q1", "useful": useful}
    refused(client.post("/api/v1/feedback", json=body), 422, "invalid", "useful")


def test_a_fault_of_ours_has_the_shape(client: TestClient) -> None:
    refused(client.post("/api/v1/ask", json={"question": "问"}), 500, "internal")
    refused(client.get("/api/v1/search?q=a"), 500, "internal")
    refused(client.post("/v1/chat/completions", json={"messages": MESSAGES}), 500, "internal")


def test_who_opens_a_wrong_address_in_a_browser_reads_a_page_with_the_way_on(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    got = client.get("/nowhere<b>", headers=browser)
    assert (got.status_code, got.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "没有这个页面" in got.text
    assert 'href="/checklist"' in got.text
    assert "nowhere" not in got.text
    for path in ("/api/nowhere", "/v1/nowhere", "/readyz/x"):
        assert client.get(path, headers=browser).status_code == 404
    refused(client.get("/api/nowhere", headers=browser), 404, "not_found")
    assert client.post("/nowhere", headers=browser).json()["error"]["code"] == "not_found"


def test_a_fault_of_ours_is_a_page_for_a_browser_too() -> None:
    app = application(SlowAssistant())

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret/path/of/ours")

    app.router.routes.insert(0, app.router.routes.pop())
    with TestClient(app, raise_server_exceptions=False) as client:
        got = client.get("/broken", headers={"Accept": "text/html"})
    assert got.status_code == 500
    assert "打不开这个页面" in got.text
    assert "secret" not in got.text


def test_a_damaged_index_is_unavailable() -> None:
    broken = BrokenAssistant(IndexStoreError("secret"))
    with TestClient(application(broken)) as client:
        got = client.post("/api/v1/ask", json={"question": "问"})
    refused(got, 503, "unavailable")
    assert int(got.headers["Retry-After"]) > 0


def test_before_the_assistant_is_open_and_when_it_cannot_be() -> None:
    import threading

    let = threading.Event()

    def opener() -> Any:
        assert let.wait(60)
        raise PolicyError("no index here")

    holder = AssistantHolder(opener)
    with TestClient(application(holder)) as client:
        assert client.get("/healthz").status_code == 200
        refused(client.get("/readyz"), 503, "starting")
        assert client.get("/readyz").json()["status"] == "starting"
        for code in ("starting", "unavailable"):
            got = client.post("/api/v1/ask", json={"question": "问"})
            refused(got, 503, code)
            assert int(got.headers["Retry-After"]) > 0
            refused(client.get("/api/v1/search?q=a"), 503, code)
            stream = {"messages": MESSAGES, "stream": True}
            refused(client.post("/v1/chat/completions", json=stream), 503, code)
            let.set()
            holder.get(60)
        told = client.get("/readyz").json()
        assert (told["status"], told["reason"], told["error"]["code"]) == ("failed", "no index here", "unavailable")
        assert 'policy_index_state{state="failed"} 1.0' in client.get("/metrics").text


def test_below_v1_the_shape_is_openais_too(client: TestClient) -> None:
    got = client.post("/v1/chat/completions", json={"messages": MESSAGES, "n": 2})
    refused(got, 400, "unsupported", "n")
    error = got.json()["error"]
    assert (error["type"], error["param"]) == ("invalid_request_error", "n")


def test_security_headers_stand_on_answers_and_failures(client: TestClient) -> None:
    for got in (client.get("/healthz"), client.get("/api/none"), client.post("/api/v1/ask", json={"question": "问"})):
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["Referrer-Policy"] == "same-origin"
        assert got.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in got.headers["Permissions-Policy"]
        assert "frame-ancestors 'none'" in got.headers["Content-Security-Policy"]
        assert got.headers["Cache-Control"] == "no-store"


def test_no_other_site_may_read_answers(client: TestClient) -> None:
    got = client.post("/api/v1/calculate/fee", json={}, headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in got.headers if name.startswith("access-control")]


def test_the_slow_assistant_of_these_tests_answers_when_it_is_let() -> None:
    slow = SlowAssistant()
    slow.let.set()
    with TestClient(application(slow)) as client:
        assert client.post("/api/v1/ask", json={"question": "问"}).json()["answer"] == "好"
