"""A small load on a real server with the real model: people ask, and nothing fails."""

import pytest

from tests.processes import call

pytestmark = pytest.mark.model


@pytest.mark.parametrize("through", ["api", "page"])
def test_three_people_who_ask_without_a_pause_get_answers_and_no_error(through: str) -> None:
    people = ("--people", "3", "--seconds", "6", "--think", "0", "0")
    done = call("eval", "load", *people, "--through", through, POLICY_RATE_PER_MINUTE="0")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.strip().split("\n")
    assert len(lines) == 3
    assert lines[0].startswith(f"{through}: people 3, 6 s: answers ")
    assert lines[0].endswith("errors 0")
    assert "95th percentile" in lines[1]
    assert "at the end" in lines[2]


def test_another_way_to_ask_is_refused() -> None:
    done = call("eval", "load", "--through", "letter")
    assert done.returncode == 2
    assert "--through" in done.stderr
