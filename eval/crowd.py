"""What all people of a load have in common: the questions, their order, how long somebody reads."""

import itertools
import os
from collections.abc import Callable, Iterator

from locust import User, between

from eval.case import Case, Split, read_cases

SHORTEST, LONGEST = "LOAD_THINK_SHORTEST", "LOAD_THINK_LONGEST"  # seconds between an answer and the next question
TURN = "turn"  # the name under which locust counts what is measured
CASES = read_cases(None, Split.DEV)
_STRIDE = 101  # cases stand by kind; so far apart, one question after another is of another kind
_people = itertools.count(1)


def reading() -> Callable[[User], float]:
    """How long somebody reads before they ask again."""
    return between(float(os.environ.get(SHORTEST, "3")), float(os.environ.get(LONGEST, "8")))


class Person:
    """One of the people: an address, as a proxy in front of the server would tell it, and questions in an order."""

    def __init__(self) -> None:
        """The next one; the order of their questions is the same in every run."""
        number = next(_people)
        self.number = number
        self.address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        self.cases: Iterator[Case] = (
            CASES[position % len(CASES)] for position in itertools.count(number * _STRIDE, _STRIDE)
        )
