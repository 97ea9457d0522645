"""What must hold for whatever dates and ranks."""

from datetime import date, timedelta
from decimal import Decimal

from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.publicity import earliest_end
from assistant.calculators.ranking import rank_entry
from assistant.calculators.tenure import Day, Gap, Months, months_between, whole_years
from assistant.dates import dates_in, later, spelled
from corpus.loader import load_corpus
from corpus.numerals import to_chinese
from tests.conftest import ROOT

RULES = load_corpus(ROOT / "corpus").rules
KNOWN = st.dates(date(2004, 1, 1), date(2026, 11, 30))
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
LENGTHS = st.decimals(0, 60, places=1)


def end_of(start: date) -> date:
    calculation = earliest_end(RULES.publicity, start).calculation
    assert calculation is not None
    assert calculation.result is not None
    return date.fromisoformat(calculation.result)


def years_of(start: date, year: int, gaps: list[Decimal]) -> int | None:
    """The whole years; None where the gaps are longer than the appointment."""
    known = [Gap(Months(length, length), str(length)) for length in gaps]
    calculation = whole_years(RULES.tenure[0], Day(start, start, str(start)), year, known).calculation
    return int(calculation.result or 0) if calculation else None


@given(KNOWN)
def test_the_end_is_the_working_day_that_completes_the_minimum(start: date) -> None:
    end = end_of(start)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_workday(end)
    assert sum(map(is_workday, days)) == RULES.publicity[0].least.amount


@given(KNOWN)
def test_a_later_start_never_ends_earlier(start: date) -> None:
    assert end_of(start) <= end_of(start + timedelta(days=1))


@given(KNOWN, st.integers(0, 40))
def test_an_end_is_enough_exactly_from_the_earliest_on(start: date, days: int) -> None:
    until = start + timedelta(days=days)
    assert earliest_end(RULES.publicity, start, until).said[0].startswith("够") == (until >= end_of(start))


@given(DAYS, st.integers(0, 18), st.lists(LENGTHS, max_size=3))
def test_years_are_never_negative_and_one_more_a_year(start: date, later_by: int, gaps: list[Decimal]) -> None:
    years = years_of(start, start.year + later_by, gaps)
    following = years_of(start, start.year + later_by + 1, gaps)
    if years is not None:
        assert following == years + 1
        assert 0 <= years <= later_by + 1


@given(DAYS, st.integers(0, 18), LENGTHS, LENGTHS)
def test_a_longer_gap_never_gives_more_years(start: date, later_by: int, length: Decimal, more: Decimal) -> None:
    short = years_of(start, start.year + later_by, [length])
    long = years_of(start, start.year + later_by, [length + more])
    assert long is None or (short is not None and long <= short)


@given(DAYS, DAYS)
def test_months_between_two_days_grow_with_the_later_and_are_never_negative(one: date, two: date) -> None:
    assert months_between(one, two) >= 0
    assert months_between(one, two) <= months_between(one, two + timedelta(days=1))


@given(st.integers(1, 500), st.integers(1, 500))
def test_an_entry_reads_back_as_its_rank_and_people(rank: int, people: int) -> None:
    outcome = rank_entry(RULES.ranking[0], Decimal(rank), Decimal(people))
    assert (outcome.asks is None) == (rank <= people)
    if outcome.calculation:
        assert outcome.calculation.result is not None
        assert [int(part) for part in outcome.calculation.result.split("/")] == [rank, people]


@given(DAYS)
def test_a_day_is_found_in_every_way_it_is_written(day: date) -> None:
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    for text in (
        spelled(day),
        f"{digits}年{to_chinese(day.month)}月{to_chinese(day.day)}日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}号",
    ):
        (found,) = dates_in(f"从{text}开始")
        assert found.span() == (day, day)


@given(DAYS, st.integers(1, 100))
def test_an_end_without_a_year_follows_its_start(day: date, days: int) -> None:
    until = day + timedelta(days=days)
    _, found = dates_in(f"{spelled(day)}到{until.month}月{until.day}日")
    if found.exists or until.day != 29:
        assert later(found, day).span() == (until, until)


@given(st.text(alphabet="二〇年月日号到至0123456789-./聘断 ", max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    for said in dates_in(text):
        assert 0 <= said.start < said.end <= len(text)
        assert said.exists in (True, False)
