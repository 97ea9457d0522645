"""Years of professional work: whole ones, and never more than was worked."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.practice import Stretch, practice_years
from corpus.loader import load_corpus
from tests.conftest import ROOT

RULE = load_corpus(ROOT / "corpus").rules.practice[0]
STRETCHES = st.lists(st.integers(1, 300), min_size=1, max_size=4)


@given(STRETCHES, st.lists(st.integers(1, 120), max_size=3))
def test_the_years_are_whole_ones_of_what_is_left(work: list[int], breaks: list[int]) -> None:
    def told(months: list[int]) -> list[Stretch]:
        return [Stretch(Decimal(each), f"{each}个月") for each in months]

    outcome = practice_years(RULE, told(work), told(breaks))
    left = sum(work) - sum(breaks)
    if left < 0:
        assert outcome.asks == "gap"
        return
    assert outcome.calculation is not None
    assert outcome.calculation.result == str(left // 12)
