"""What the calculators of dates and entries give in situations that a policy officer can read (YAML beside this)."""

from calendar import monthrange
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.calculators.outcome import Outcome
from assistant.calculators.publicity import earliest_end, enough_days
from assistant.calculators.ranking import rank_entry
from assistant.calculators.tenure import Day, Gap, Months, gap_between, whole_years
from corpus.loader import load_corpus
from corpus.rules import PublicityRule
from tests.conftest import ROOT

HERE = Path(__file__).parent
RULES = load_corpus(ROOT / "corpus").rules


def situations(name: str) -> list[Any]:
    listed = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [pytest.param(situation, id=situation["name"]) for situation in listed]


def says_what_it_should(outcome: Outcome, situation: dict[str, Any]) -> bool:
    said = "\n".join(outcome.said)
    assert outcome.basis
    assert outcome.asks == situation.get("asks")
    assert [words for words in situation.get("says", []) if words not in said] == []
    assert [words for words in situation.get("not_says", []) if words in said] == []
    return outcome.asks is None


@pytest.mark.parametrize("rule", RULES.publicity, ids=lambda rule: rule.id)
@pytest.mark.parametrize("situation", situations("publicity.yaml"))
def test_publicity(rule: PublicityRule, situation: dict[str, Any]) -> None:
    if "days" in situation:
        outcome = enough_days([rule], Decimal(situation["days"]), situation["working"])
    else:
        outcome = earliest_end([rule], situation["start"], situation.get("until"))
    if not says_what_it_should(outcome, situation):
        return
    assert outcome.calculation is not None
    assert outcome.said[0].startswith(situation.get("verdict", ""))
    if "end" in situation:
        assert outcome.calculation.result == situation["end"]
    if situation.get("end", "") is None:
        assert not any("日" in sentence.replace("工作日", "").replace("结束日期", "") for sentence in outcome.said)


def test_places_that_ask_for_the_same_are_answered_together_and_others_are_asked_for() -> None:
    one, two = RULES.publicity
    together = earliest_end([one, two], date(2022, 7, 4))
    assert {quoted.clause for quoted in together.basis} == {one.clause, two.clause}
    longer = two.model_copy(update={"least": two.least.model_copy(update={"amount": Decimal(7)})})
    for outcome in (earliest_end([one, longer], date(2022, 7, 4)), enough_days([one, longer], Decimal(6), True)):
        assert outcome.asks == "place"
        assert outcome.choices == (one.place, two.place)
    assert earliest_end([longer], date(2022, 7, 4)).said[0].startswith(f"{two.place}最早2022年7月13日结束")


@pytest.mark.parametrize("situation", situations("tenure.yaml"))
def test_tenure(situation: dict[str, Any]) -> None:
    outcome = whole_years(
        RULES.tenure[0], day(situation["since"]), situation["year"], [gap(said) for said in situation.get("gaps", [])]
    )
    settled = says_what_it_should(outcome, situation)
    years = situation.get("years", [])
    assert [value for value in years if value not in outcome.said[0]] == []
    if settled:
        assert outcome.calculation is not None
        assert [outcome.calculation.result] == years


@pytest.mark.parametrize("situation", situations("ranking.yaml"))
def test_ranking(situation: dict[str, Any]) -> None:
    recommended = next(rule for rule in RULES.ranking if rule.topic == "ranking")
    outcome = rank_entry(recommended, Decimal(situation["rank"]), Decimal(situation["people"]))
    if says_what_it_should(outcome, situation):
        assert outcome.calculation is not None
        assert outcome.calculation.result == situation["entry"]
        assert situation["entry"] in outcome.said[0]
    assert any(situation.get("quotes", "") in quoted.words for quoted in outcome.basis)


def day(said: str | date) -> Day:
    """A day, or a month as far as it says."""
    text = str(said)
    if len(text) > 7:
        exact = date.fromisoformat(text)
        return Day(exact, exact, text)
    first = date.fromisoformat(f"{text}-01")
    return Day(first, first.replace(day=monthrange(first.year, first.month)[1]), text)


def gap(said: str | list[str]) -> Gap:
    if isinstance(said, list):
        return gap_between(day(said[0]), day(said[1]))
    return Gap(Months(Decimal(said), Decimal(said)), said)
