"""Requests that nobody thought of: no fault of ours, and every response is as the description says."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.conftest import MINI, ROOT
from tests.factories import small_assistant
from tests.web import application, serving

TAKES_NOTHING = ["GET /healthz", "GET /readyz", "GET /metrics", "GET /v1/models"]
TAKES_SOMETHING = [
    "POST /api/v1/ask",
    "GET /api/v1/search",
    "POST /api/v1/feedback",
    "POST /api/v1/calculate/fee",
    "POST /api/v1/calculate/hours",
    "POST /v1/chat/completions",
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The interfaces over the mini corpus, with the rules of the shipped one, described by themselves."""
    assistant = small_assistant(MINI, tmp_path_factory.mktemp("web") / "index")
    with serving(application(assistant, corpus=ROOT / "corpus")) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


def test_every_operation_is_tried(described: schemathesis.BaseSchema) -> None:
    known = [operation.ok() for operation in described.get_all_operations()]
    named = {f"{one.method.upper()} {one.path}": bool(one.body or one.query) for one in known}
    assert named == {**dict.fromkeys(TAKES_NOTHING, False), **dict.fromkeys(TAKES_SOMETHING, True)}


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        *((operation, GenerationMode.POSITIVE) for operation in (*TAKES_NOTHING, *TAKES_SOMETHING)),
        *((operation, GenerationMode.NEGATIVE) for operation in TAKES_SOMETHING),
    ],
)
def test_whatever_is_sent_is_answered_as_described(
    described: schemathesis.BaseSchema, operation: str, mode: GenerationMode
) -> None:
    method, path = operation.split(" ")
    taken = described[path][method.lower()]
    # which levels and kinds there are is for the corpus to say, not for the description
    unsaid = [positive_data_acceptance] if "/calculate/" in path else []

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=taken.as_strategy(generation_mode=mode))
    def sent(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=unsaid)

    sent()
