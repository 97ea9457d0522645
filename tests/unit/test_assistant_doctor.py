"""What doctor says of a language model."""

import pytest

from assistant.doctor import language_model
from assistant.settings import read_settings
from tests.model_server import fails, model_server, says


def test_without_a_server_nothing_is_missing() -> None:
    found = language_model(read_settings())
    assert found.ok
    assert "none configured" in found.what


def test_doctor_says_whether_the_model_answers_and_never_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_LLM_API_KEY", "sk-secret")
    with model_server(says("我是助手")) as server:
        settings = read_settings(llm_base_url=server.url, llm_model="m", llm_retries=0, llm_timeout=20)
        good = language_model(settings)
        server.behaviour = fails(401)
        refused = language_model(settings)
        server.behaviour = says("")
        silent = language_model(settings)
    assert (good.ok, refused.ok, silent.ok) == (True, False, False)
    assert "401" in refused.remedy
    assert "POLICY_LLM_API_KEY" not in silent.what
    assert server.keys[0] == "Bearer sk-secret"
    assert "sk-secret" not in f"{settings!r}{good}{refused}{silent}"
