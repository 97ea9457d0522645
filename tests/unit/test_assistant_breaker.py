"""When a failing service is left alone."""

from assistant.phrasing.breaker import Breaker
from tests.factories import Seconds


def test_after_the_minute_one_try_is_made_and_the_others_wait_for_it() -> None:
    clock = Seconds()
    breaker = Breaker(clock)
    for _ in range(3):
        breaker.failed()
    clock.now = 61
    assert [breaker.permits() for _ in range(3)] == [True, False, False]
    breaker.failed()
    clock.now = 100
    assert not breaker.permits()
    breaker.succeeded()
    assert breaker.permits()


def test_failures_that_are_not_in_a_row_do_not_count() -> None:
    breaker = Breaker(Seconds())
    for _ in range(4):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.permits()
