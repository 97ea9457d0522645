"""What is made of locust's figures, and what its people send."""

import pytest

from eval.case import Split, read_cases
from eval.load import LoadError, _load


def entry(times: dict[str, int]) -> dict[str, object]:
    return {"num_requests": sum(times.values()), "response_times": times}


def test_the_figures_of_all_entries_are_taken_together() -> None:
    got = _load([entry({"10": 90, "200": 5}), entry({"20": 4, "3000": 1})], ("1 × HTTP 503",), 50, 60, (1, 2, 3))
    assert got.requests == 100
    assert (got.median, got.p95, got.longest) == (10, 200, 3000)
    assert "errors 1 × HTTP 503" in str(got)
    assert "3 at the end" in str(got)


def test_a_load_without_requests_is_no_measurement() -> None:
    with pytest.raises(LoadError, match="nobody asked"):
        _load([], (), 1, 1, (0, 0, 0))


def test_there_are_enough_questions_to_draw_from() -> None:
    assert len(read_cases(None, Split.DEV)) > 300
