"""A small load on a real server with the real model: people ask, and nothing fails."""

import pytest

from tests.processes import call

pytestmark = pytest.mark.model


def test_three_people_who_ask_without_a_pause_get_answers_and_no_error() -> None:
    done = call("eval", "load", "--people", "3", "--seconds", "4", "--think", "0", "0", POLICY_RATE_PER_MINUTE="0")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.strip().split("\n")
    assert lines[0].startswith("people 3, 4 s: requests ")
    assert lines[0].endswith("errors 0")
    assert "95th percentile" in lines[1]
    assert "at the end" in lines[2]
