"""The routes that programs call, over the mini corpus."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant import batch
from assistant.web.bodies import MOST_TURNS
from assistant.web.replies import AnswerRecord, Hits, Receipt
from tests.conftest import ROOT
from tests.processes import call
from tests.web import BrokenAssistant, MemoryRecorder, application

QUESTION = "珍本证押金多少"


def events(text: str) -> list[dict[str, str]]:
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in text.strip().split("\n\n")]


def timeless(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "latency_ms": 0}


def test_an_answer_is_the_record_that_the_command_line_writes(client: TestClient, assistant: Any) -> None:
    body = {
        "question": "那普通证呢",
        "id": 7,
        "history": [{"question": QUESTION}],
        "district": "东湾",
        "on": "2024-01-01",
    }
    got = client.post("/api/v1/ask", json=body)
    assert got.status_code == 200
    AnswerRecord.model_validate_json(got.content)
    from datetime import date

    asked = batch.Asked(7, "那普通证呢", (QUESTION,), "东湾", date(2024, 1, 1))
    assert timeless(got.json()) == timeless(json.loads(json.dumps(batch.answer(assistant, asked))))
    assert list(got.json()) == list(batch.answer(assistant, asked))


@pytest.mark.parametrize("identity", [None, 0, -5, "a b", "题号"])
def test_the_id_comes_back_unchanged(client: TestClient, identity: object) -> None:
    assert client.post("/api/v1/ask", json={"question": QUESTION, "id": identity}).json()["id"] == identity


@pytest.mark.parametrize("question", ["", "？？？", "长" * 4001])
def test_a_hopeless_question_has_an_answer(client: TestClient, question: str) -> None:
    got = client.post("/api/v1/ask", json={"question": question})
    assert (got.status_code, got.json()["status"]) == (200, "out_of_scope")


def test_half_a_character_is_read_and_told_as_a_question_mark(client: TestClient, recorder: MemoryRecorder) -> None:
    content = json.dumps({"question": QUESTION + "\ud800", "id": "\udfff"})
    got = client.post("/api/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert (got.status_code, got.json()["question"], got.json()["id"]) == (200, QUESTION + "?", "?")
    assert recorder.asked[got.headers["X-Question-Id"]][0] == QUESTION + "?"


def test_streamed_pieces_add_up_to_the_answer(client: TestClient, recorder: MemoryRecorder) -> None:
    got = client.post("/api/v1/ask", json={"question": QUESTION, "id": "x"}, headers={"Accept": "text/event-stream"})
    assert got.headers["content-type"].startswith("text/event-stream")
    *pieces, last = events(got.text)
    answer = json.loads(last["data"])
    assert {piece["event"] for piece in pieces} == {"text"}
    assert "".join(json.loads(piece["data"])["text"] for piece in pieces) == answer["answer"]
    assert (last["event"], answer["id"]) == ("answer", "x")
    AnswerRecord.model_validate(answer)
    assert last["id"] in recorder.asked


def test_feedback_is_kept_with_the_answer_that_it_is_about(client: TestClient, recorder: MemoryRecorder) -> None:
    got = client.post("/api/v1/ask", json={"question": QUESTION, "conversation": "c1"})
    identity = got.headers["X-Question-Id"]
    question, answer, channel, conversation = recorder.asked[identity]
    assert (question, answer.text, channel, conversation) == (QUESTION, got.json()["answer"], "api", "c1")
    verdict = {"question_id": identity, "useful": False, "reason": "太长"}
    assert client.post("/api/v1/feedback", json=verdict).status_code == 204
    assert recorder.verdicts == {identity: (False, "太长")}


def test_an_answer_that_cannot_be_recorded_is_given_all_the_same(assistant: Any) -> None:
    class Full(MemoryRecorder):
        def answered(self, *_: object) -> str:
            raise OSError("disk full")

    with TestClient(application(assistant, Full())) as client:
        got = client.post("/api/v1/ask", json={"question": QUESTION})
    assert got.status_code == 200
    assert "X-Question-Id" not in got.headers


@pytest.mark.parametrize("k", [1, 3, 1000])
def test_a_search_finds_what_the_command_line_finds(client: TestClient, assistant: Any, k: int) -> None:
    got = client.get("/api/v1/search", params={"q": "图书证", "k": k, "district": "东湾"})
    Hits.model_validate_json(got.content)
    found = batch.search(assistant, batch.Asked(None, "图书证", (), "东湾"), k)
    assert timeless(got.json()) == timeless(found)


@pytest.mark.parametrize(
    ("path", "body", "arguments"),
    [
        ("fee", {"levels": {"中级": 3, "高级": 1}}, ["中级=3", "高级=1"]),
        ("fee", {}, []),
        (
            "fee",
            {"levels": {"中级": 2}, "mode": "以考代评", "subjects": 3},
            ["中级=2", "--mode", "以考代评", "--subjects", "3"],
        ),
        ("hours", {"hours": {"公需课": 28, "专业课": "71.5"}}, ["公需课=28", "专业课=71.5"]),
        ("hours", {"total": 60}, ["合计=60"]),
        ("hours", {}, []),
    ],
)
def test_a_calculation_is_that_of_the_command_line(
    assistant: Any, path: str, body: dict[str, Any], arguments: list[str]
) -> None:
    with TestClient(application(assistant, corpus=ROOT / "corpus")) as client:
        got = client.post(f"/api/v1/calculate/{path}", json=body)
    assert got.status_code == 200
    Receipt.model_validate_json(got.content)
    assert got.json() == json.loads(call("assistant", "calc", path, "--json", *arguments).stdout)


@pytest.mark.parametrize(
    ("path", "body", "said", "field"),
    [
        ("fee", {"levels": {"院士": 1}}, "没有“院士”这一级", None),
        ("fee", {"levels": {"中级": 100001}}, "人数100001不对", None),
        ("fee", {"levels": {"中级": 1}, "subjects": 2}, "评价方式", "mode"),
        ("hours", {"hours": {"选修课": 3}}, "没有“选修课”这一类", None),
        ("hours", {"hours": {"公需课": 1001}}, "1001学时不像", None),
    ],
)
def test_figures_that_no_rule_knows_are_refused_in_the_calculators_words(
    assistant: Any, path: str, body: dict[str, Any], said: str, field: str | None
) -> None:
    with TestClient(application(assistant, corpus=ROOT / "corpus")) as client:
        got = client.post(f"/api/v1/calculate/{path}", json=body)
    assert got.status_code == 422
    assert said in got.json()["error"]["message"]
    assert got.json()["error"]["field"] == field


def test_calculators_wait_for_no_index(assistant: Any) -> None:
    from assistant.web.holder import AssistantHolder

    holder = AssistantHolder(lambda: assistant)
    with TestClient(application(holder, corpus=ROOT / "corpus")) as client:
        assert (
            client.post("/api/v1/calculate/fee", json={"levels": {"中级": 1}}).json()["calculation"]["result"] == "160"
        )


def test_the_figures_count_requests_and_answers_and_hold_no_words(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": QUESTION})
    client.get("/api/v1/search", params={"q": QUESTION})
    client.get(f"/api/{QUESTION}")
    page = client.get("/metrics").text
    assert 'policy_http_requests_total{method="POST",path="/api/v1/ask",status="200"} 1.0' in page
    assert 'policy_http_requests_total{method="GET",path="unknown",status="404"} 1.0' in page
    assert 'policy_http_request_seconds_count{path="/api/v1/search"} 1.0' in page
    assert 'policy_answers_total{channel="api"' in page
    assert 'policy_index_state{state="ready"} 1.0' in page
    assert 'policy_index_state{state="failed"} 0.0' in page
    assert "policy_answers_waiting 0.0" in page
    assert "珍本" not in page


def test_two_applications_count_apart(assistant: Any) -> None:
    with TestClient(application(assistant)) as one, TestClient(application(assistant)) as other:
        one.get("/healthz")
        assert 'path="/healthz"' not in other.get("/metrics").text


def test_a_request_has_an_id_in_its_response_and_its_log_line(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    from assistant.web.request_id import RequestIdFilter

    caplog.handler.addFilter(RequestIdFilter())
    with caplog.at_level(logging.INFO, "assistant"):
        given = client.post("/api/v1/ask", json={"question": QUESTION}, headers={"X-Request-Id": "from-the-proxy-1"})
        made = client.get("/healthz", headers={"X-Request-Id": "evil\ttext"})
    assert given.headers["X-Request-Id"] == "from-the-proxy-1"
    assert len(made.headers["X-Request-Id"]) == 16
    lines = [record for record in caplog.records if record.getMessage().startswith("request ")]
    assert [record.request_id for record in lines] == ["from-the-proxy-1", made.headers["X-Request-Id"]]
    assert "path=/api/v1/ask status=200" in lines[0].getMessage()
    assert "珍本" not in caplog.text


def test_the_logs_of_a_server_show_the_request_of_each_line() -> None:
    import io

    from assistant.web.request_id import begin, show_in_logs

    root, handler = logging.getLogger(), logging.StreamHandler(io.StringIO())
    root.addHandler(handler)
    others = [(other, other.formatter) for other in root.handlers]
    try:
        show_in_logs()
        begin("request-of-mine")
        root.warning("said")
    finally:
        root.removeHandler(handler)
        for other, formatter in others:
            other.setFormatter(formatter)
    assert "[request-of-mine]: said" in handler.stream.getvalue()


def test_nothing_of_a_fault_is_told(caplog: pytest.LogCaptureFixture) -> None:
    with TestClient(application(BrokenAssistant()), raise_server_exceptions=True) as client:
        got = client.post("/api/v1/ask", json={"question": QUESTION})
    assert got.status_code == 500
    assert "secret" not in got.text
    assert "Traceback" not in got.text
    assert got.json()["error"]["request_id"] == got.headers["X-Request-Id"]
    assert "secret" in caplog.text


def test_a_fault_amid_a_stream_ends_it_with_an_error(assistant: Any) -> None:
    with TestClient(application(BrokenAssistant())) as client:
        got = client.post("/api/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
        chunks = client.post(
            "/v1/chat/completions", json={"messages": [{"role": "user", "content": "问"}], "stream": True}
        )
    last = events(got.text)[-1]
    assert last["event"] == "error"
    assert json.loads(last["data"])["error"]["code"] == "unavailable"
    assert '"error":{"code":"unavailable"' in chunks.text
    assert chunks.text.endswith("data: [DONE]\n\n")
    assert "secret" not in got.text + chunks.text


def test_history_has_a_bound(client: TestClient) -> None:
    turns = [{"question": "公示"}] * (MOST_TURNS + 1)
    assert client.post("/api/v1/ask", json={"question": QUESTION, "history": turns[1:]}).status_code == 200
    got = client.post("/api/v1/ask", json={"question": QUESTION, "history": turns})
    assert got.status_code == 422
    assert got.json()["error"]["message"] == "“history”的项数太多，最多50项。"


def test_the_description_names_every_route_and_needs_no_page_from_elsewhere(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/ask",
        "/api/v1/search",
        "/api/v1/feedback",
        "/api/v1/calculate/fee",
        "/api/v1/calculate/hours",
        "/healthz",
        "/readyz",
        "/metrics",
        "/v1/models",
        "/v1/chat/completions",
    }
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_help_loads_no_library_of_the_server() -> None:
    import subprocess
    import sys

    heavy = ("fastapi", "prometheus_client", "limits", "starlette", "gradio")
    code = f"import sys, assistant.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(ROOT), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
