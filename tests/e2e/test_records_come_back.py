"""A server that starts without its PostgreSQL answers, says what it cannot do, and recovers without a restart."""

import time
from collections.abc import Callable

import httpx
import pytest

from assistant.records.bindings import Quoted
from assistant.records.opening import open_records
from assistant.records.users import Role
from assistant.settings import read_settings
from corpus.loader import load_corpus
from tests.browsing import served
from tests.keeping import PASSWORD, QUICK, masked
from tests.postgres import Cluster

pytestmark = pytest.mark.model

_APPROVED = "评审费交给哪个窗口呀"
_WORDS = "中级专业技术职务资格（职称）评审收费标准为每人次160元"
_NAME = "张主任"


def test_a_server_recovers_when_its_database_is_back(own_postgres: Cluster) -> None:
    address = own_postgres.new_database()
    settings = read_settings(database_url=address)
    records = open_records(settings, masked, hasher=QUICK)
    records.users.add(_NAME, Role.ADMIN, PASSWORD, by="test")
    corpus = load_corpus(settings.corpus)
    clause = next(clause.id for clause in corpus.clauses if _WORDS in clause.text)
    records.approved.approve(_APPROVED, "每人次160元。", (Quoted(clause, _WORDS),), corpus, _NAME)
    records.close()
    own_postgres.pause()
    with (
        served(POLICY_DATABASE_URL=address, POLICY_RATE_PER_MINUTE="0") as server,
        httpx.Client(base_url=server, timeout=60, headers={"Accept": "text/html"}) as client,
    ):
        _without(client)
        own_postgres.resume()
        _until(lambda: "X-Question-Id" in _asked(client).headers)
        _with(client)
        own_postgres.pause()
        _without(client)
        own_postgres.resume()
        _until(lambda: "X-Question-Id" in _asked(client).headers)
        assert client.get("/staff").status_code == 200  # still signed in


def _asked(client: httpx.Client, question: str = "中级职称评审费是多少") -> httpx.Response:
    got = client.post("/api/v1/ask", json={"question": question})
    assert (got.status_code, got.json()["status"]) == (200, "answered"), got.text
    return got


def _without(client: httpx.Client) -> None:
    got = _asked(client)
    assert "160元" in got.json()["answer"]
    assert "X-Question-Id" not in got.headers
    assert client.get("/").status_code == 200
    assert client.get("/fees").status_code == 200
    feedback = client.post("/api/v1/feedback", json={"question_id": "x", "useful": True})
    assert (feedback.status_code, feedback.json()["error"]["code"]) == (503, "unavailable")
    assert "数据库" in feedback.json()["error"]["message"]
    sign_in = {"name": _NAME, "password": PASSWORD}
    for refused in (
        feedback,
        client.get("/staff"),
        client.post("/staff/sign-in", data=sign_in, headers={"Sec-Fetch-Site": "same-origin"}),
    ):
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert "数据库" in refused.text


def _with(client: httpx.Client) -> None:
    identity = _asked(client).headers["X-Question-Id"]
    feedback = client.post("/api/v1/feedback", json={"question_id": identity, "useful": True})
    assert feedback.status_code == 204
    assert _asked(client, _APPROVED).json()["route"] == "approved"
    sign_in = {"name": _NAME, "password": PASSWORD}
    got = client.post("/staff/sign-in", data=sign_in, headers={"Sec-Fetch-Site": "same-origin"})
    assert got.status_code == 303
    assert client.get("/staff").status_code == 200


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.5)
