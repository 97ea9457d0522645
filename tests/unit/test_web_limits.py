"""How much may be sent, and how often, and whose word about addresses counts."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.errors import BadCallError
from assistant.settings import read_settings
from assistant.web.limits import MOST_BYTES
from tests.web import ERROR_KEYS, SlowAssistant, application

JSON = {"content-type": "application/json"}
ASK = "/api/v1/calculate/fee"


def client(address: str = "10.0.0.1", **settings: int | str) -> TestClient:
    slow = SlowAssistant()
    slow.let.set()
    return TestClient(application(slow, **settings), client=(address, 5000))


def padded(size: int) -> bytes:
    body = b'{"question": "' + b"a" * (size - 16) + b'"}'
    assert len(body) == size
    return body


def chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 1000):
        yield body[start : start + 1000]


@pytest.mark.parametrize("path", ["/api/v1/ask", "/v1/chat/completions", "/api/none"])
def test_a_body_beyond_the_limit_is_413_with_or_without_a_length(path: str) -> None:
    for content in (padded(MOST_BYTES + 1), chunks(padded(MOST_BYTES + 1))):
        got = client().post(path, content=content, headers=JSON)
        # a path that is not there need not read what is sent to it
        assert got.status_code == 413 or path == "/api/none"
        assert set(got.json()["error"]) >= ERROR_KEYS


def test_a_body_at_the_limit_is_read() -> None:
    for content in (padded(MOST_BYTES), chunks(padded(MOST_BYTES))):
        assert client().post("/api/v1/ask", content=content, headers=JSON).status_code == 200


def test_an_address_that_asks_too_often_is_told_when_to_come_back() -> None:
    asking = client(rate_per_minute=3)
    codes = [asking.post(ASK, json={}).status_code for _ in range(4)]
    assert codes == [404, 404, 404, 429]  # the mini corpus has no fees; a failing call counts like any other
    got = asking.post("/v1/chat/completions", json={})
    assert got.status_code == 429
    assert 1 <= int(got.headers["Retry-After"]) <= 60
    assert got.json()["error"]["code"] == "too_many_requests"
    assert got.json()["error"]["type"] == "rate_limit_error"
    assert "X-Request-Id" in got.headers


def test_monitors_are_never_limited() -> None:
    asking = client(rate_per_minute=1)
    for _ in range(3):
        for path in ("/healthz", "/readyz", "/metrics"):
            assert asking.get(path).status_code == 200


def test_without_a_rate_nobody_is_limited() -> None:
    asking = client(rate_per_minute=0)
    assert {asking.post(ASK, json={}).status_code for _ in range(100)} == {404}


def asked_for(asking: TestClient, forwarded: str) -> int:
    return asking.post(ASK, json={}, headers={"X-Forwarded-For": forwarded}).status_code


def test_addresses_behind_a_trusted_proxy_are_limited_apart() -> None:
    asking = client("10.1.2.3", rate_per_minute=1, trusted_proxies="192.0.2.9, 10.0.0.0/8")
    assert [asked_for(asking, "198.51.100.1"), asked_for(asking, "198.51.100.2")] == [404, 404]
    assert asked_for(asking, "198.51.100.1") == 429
    # what a client puts in front of what the proxy adds changes nothing
    assert asked_for(asking, "203.0.113.5, 198.51.100.1") == 429
    assert asked_for(asking, "198.51.100.1, 10.9.9.9") == 429


def test_what_anybody_else_forwards_is_not_believed() -> None:
    asking = client("10.1.2.3", rate_per_minute=1, trusted_proxies="192.0.2.9")
    assert asked_for(asking, "198.51.100.1") == 404
    assert asked_for(asking, "198.51.100.2") == 429


def test_one_household_of_ipv6_counts_as_one() -> None:
    app = application(SlowAssistant(), rate_per_minute=1)
    codes = [
        TestClient(app, client=(address, 1)).post(ASK, json={}).status_code
        for address in ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:db8:1:2::1")
    ]
    assert codes == [404, 429, 404]


def test_addresses_of_ipv4_written_as_ipv6_are_limited_apart() -> None:
    app = application(SlowAssistant(), rate_per_minute=1)
    codes = [
        TestClient(app, client=(address, 1)).post(ASK, json={}).status_code
        for address in ("::ffff:198.51.100.1", "::ffff:198.51.100.2", "::1", "198.51.100.1")
    ]
    assert codes == [404, 404, 404, 429]


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "10.0.0.0/33", "127.0.0.1;::1"])
def test_a_proxy_that_is_no_address_is_refused(proxies: str) -> None:
    with pytest.raises(BadCallError, match="trusted_proxies"):
        read_settings(trusted_proxies=proxies)
