"""Settings that are refused, by name."""

import pytest

from assistant.errors import BadCallError
from assistant.settings import read_settings


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"llm_base_url": "http://127.0.0.1:1/v1"}, "llm_model"),
        ({"llm_base_url": "ftp://127.0.0.1/v1", "llm_model": "m"}, "llm_base_url: .*http://"),
        ({"llm_base_url": "127.0.0.1:8000", "llm_model": "m"}, "llm_base_url"),
        ({"llm_base_url": "http://me:secret@127.0.0.1/v1", "llm_model": "m"}, "llm_api_key"),
        ({"llm_base_url": "http://127.0.0.1/v1?key=secret", "llm_model": "m"}, "llm_api_key"),
        ({"llm_base_url": "http://[::1/v1", "llm_model": "m"}, "llm_base_url"),
        ({"llm_timeout": 0}, "llm_timeout"),
        ({"llm_timeout": 121}, "llm_timeout"),
        ({"llm_retries": 6}, "llm_retries"),
    ],
)
def test_a_wrong_setting_is_named(given: dict[str, str | int], complaint: str) -> None:
    with pytest.raises(BadCallError, match=complaint) as caught:
        read_settings(**given)
    assert "secret" not in str(caught.value)
