"""Requests that nobody thought of: no fault of ours, and every response is as the description says."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.generation import GenerationMode

from tests.conftest import MINI
from tests.factories import small_assistant
from tests.web import application, serving


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(application(small_assistant(MINI, tmp_path_factory.mktemp("web") / "index"))) as found:
        yield found


@pytest.fixture(scope="module")
def described(address: str) -> object:
    loaded = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
    loaded.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    return loaded


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_is_answered_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()
