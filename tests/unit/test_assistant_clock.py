"""Times of day as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clock import Clock, clock_in


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("十点二十锁的", "10:20"),
        ("10:05锁的", "10:05"),
        ("１０：０５锁的", "10:05"),
        ("下午两点半", "14:30"),
        ("晚上八点一刻", "20:15"),
        ("12点", "12:00"),
        ("下午12点", "12:00"),
    ],
)
def test_a_time_is_read(text: str, spelled: str) -> None:
    clock = clock_in(text)
    assert clock is not None
    assert clock.spelled() == spelled


@pytest.mark.parametrize("text", ["", "几点", "25点", "10点70", "九点到十点", "第3点"[1:] + "，第4点"])
def test_none_or_several_are_no_time(text: str) -> None:
    assert clock_in(text) is None


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 10_000))
def test_time_goes_round(since: int, minutes: int) -> None:
    then = Clock(since).after(minutes)
    assert 0 <= then.minutes < 24 * 60
    assert clock_in(then.spelled()) == then
