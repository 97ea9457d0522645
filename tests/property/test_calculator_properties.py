"""What must hold for whatever people, hours and order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.calculators.eligibility import Case, verdict
from assistant.calculators.fees import Applicants, review_fees
from assistant.calculators.hours import shortfall
from assistant.calculators.served import Served
from assistant.calculators.studied import Studied
from assistant.calculators.subject_fees import subject_fees
from corpus.loader import load_corpus
from corpus.rules import EligibilityRule, FeeRule
from tests.conftest import ROOT

RULES = load_corpus(ROOT / "corpus").rules
LEVELS = [rule.level for rule in RULES.fees]
PEOPLE = st.lists(st.builds(Applicants, st.sampled_from(LEVELS), st.integers(1, 500)), min_size=1, max_size=8)
HOURS = st.decimals(0, 300, places=1)


def total(people: list[Applicants]) -> Decimal:
    calculation = review_fees(RULES.fees, people).calculation
    assert calculation is not None
    assert calculation.result is not None
    return Decimal(calculation.result)


@given(PEOPLE)
def test_a_sum_is_the_sum_of_its_parts_in_any_order(people: list[Applicants]) -> None:
    assert total(people) == sum(total([entry]) for entry in people) == total(people[::-1])


@given(PEOPLE, st.sampled_from(LEVELS))
def test_one_more_applicant_costs_what_one_costs(people: list[Applicants], level: str) -> None:
    assert total([*people, Applicants(level)]) - total(people) == total([Applicants(level)])


@given(st.sampled_from(RULES.fees), st.integers(1, 30), st.integers(1, 50))
def test_there_is_a_figure_exactly_inside_the_stated_range(fee: FeeRule, subjects: int, count: int) -> None:
    outcome = subject_fees(RULES.fees, [fee.level], fee.subjects.mode, subjects, count)
    assert outcome.calculation is not None
    inside = fee.subjects.least <= subjects <= fee.subjects.most
    assert (outcome.calculation.result is not None) == inside


@given(HOURS, HOURS)
def test_a_shortfall_is_never_negative_and_no_surplus_makes_up_for_it(public: Decimal, professional: Decimal) -> None:
    (rule,) = RULES.hours
    needed = {part.kind: part.amount for part in rule.parts}
    parts = dict(zip(needed, (public, professional), strict=True))
    calculation = shortfall(rule, [Studied(parts=parts)]).calculation
    assert calculation is not None
    assert calculation.result is not None
    assert Decimal(calculation.result) == sum(max(Decimal(0), needed[kind] - parts[kind]) for kind in parts)


@given(HOURS, HOURS, st.decimals(0, 50, places=1))
def test_more_study_is_never_more_short(public: Decimal, professional: Decimal, more: Decimal) -> None:
    (rule,) = RULES.hours
    one, two = (part.kind for part in rule.parts)

    def short(parts: dict[str, Decimal]) -> Decimal:
        calculation = shortfall(rule, [Studied(parts=parts)]).calculation
        assert calculation is not None
        return Decimal(calculation.result or 0)

    assert short({one: public + more, two: professional}) <= short({one: public, two: professional})


@given(st.sampled_from([rule for rule in RULES.eligibility if rule.periods]), st.integers(0, 200), st.integers(0, 200))
def test_more_years_are_never_less_eligible(rule: EligibilityRule, months: int, more: int) -> None:
    def missing(count: int) -> Decimal:
        calculation = verdict(rule, Case({}, Served(total=Decimal(count) / 12))).calculation
        assert calculation is not None
        months_each = {"年": 12, "个月": 1, "": 0}[calculation.unit]
        return Decimal(calculation.result or 0) * months_each

    assert 0 <= missing(months + more) <= missing(months)
    assert (missing(months) == 0) == (Decimal(months) / 12 >= sum(period.years for period in rule.periods))
