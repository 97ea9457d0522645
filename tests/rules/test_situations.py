"""What the calculators give in situations that a policy officer can read (the YAML files beside this one)."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.calculators.eligibility import NO, YES
from assistant.calculators.fees import Applicants, every_level, review_fees
from assistant.calculators.hours import shortfall
from assistant.calculators.outcome import InvalidInputError
from assistant.calculators.served import Served
from assistant.calculators.studied import Studied
from assistant.calculators.subject_fees import subject_fees
from assistant.exact.eligibility import EligibilityAsk, answer
from corpus.loader import load_corpus
from tests.conftest import ROOT

HERE = Path(__file__).parent
RULES = load_corpus(ROOT / "corpus").rules


def situations(name: str) -> list[Any]:
    listed = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [pytest.param(situation, id=situation["name"]) for situation in listed]


@pytest.mark.parametrize("situation", situations("fees.yaml"))
def test_fees(situation: dict[str, Any]) -> None:
    levels = situation["levels"]
    if "mode" in situation:
        count = max(1, sum(levels.values()))
        outcome = subject_fees(RULES.fees, list(levels), situation["mode"], situation.get("subjects"), count)
    elif levels:
        outcome = review_fees(RULES.fees, [Applicants(level, count) for level, count in levels.items()])
    else:
        outcome = every_level(RULES.fees)
    assert outcome.asks == situation.get("asks")
    assert outcome.basis
    if outcome.asks:
        assert outcome.choices
        return
    assert outcome.calculation is not None
    assert outcome.calculation.result == situation["result"]
    if situation["result"] is None:
        assert not any(figure in outcome.said[0] for figure in ("60", "180", "240"))


@pytest.mark.parametrize("situation", situations("hours.yaml"))
def test_hours(situation: dict[str, Any]) -> None:
    parts = {kind: Decimal(hours) for kind, hours in situation.get("parts", {}).items()}
    total = Decimal(situation["total"]) if "total" in situation else None
    if "refused" in situation:
        with pytest.raises(InvalidInputError, match=situation["refused"]):
            shortfall(RULES.hours[0], [Studied(parts=parts, total=total)])
        return
    outcome = shortfall(RULES.hours[0], [Studied(parts=parts, total=total)])
    assert outcome.asks == situation.get("asks")
    if outcome.asks:
        assert outcome.choices
        return
    assert outcome.calculation is not None
    assert outcome.calculation.result == situation["result"]
    for kind, missing in situation.get("short", {}).items():
        assert f"{kind}{missing}学时" in outcome.said[0]
    assert ("还差" in outcome.said[0]) == (situation["result"] != "0")


@pytest.mark.parametrize("situation", situations("eligibility.yaml"))
def test_eligibility(situation: dict[str, Any]) -> None:
    facts = {**situation["facts"], **dict.fromkeys(situation.get("met", ()), YES)}
    facts |= dict.fromkeys(situation.get("denied", ()), NO)
    work = Served(
        total=years(situation, "years", "months"),
        internship=years(situation, "internship", "internship_months"),
        internship_over=situation.get("over", False),
        after=years(situation, "after", "after_months"),
    )
    stationed = Served(years(situation, "stationed", "stationed_months"))
    served = {"work": work, "stationed": stationed}
    outcome = answer(EligibilityAsk(situation["topic"], facts, served), RULES)
    assert outcome is not None
    assert outcome.basis
    assert outcome.asks == situation.get("asks")
    if outcome.asks:
        assert outcome.choices
        return
    assert outcome.calculation is not None
    assert outcome.said[0].startswith(situation.get("verdict", ""))
    assert situation.get("says", "") in outcome.said[0]


def years(situation: dict[str, Any], whole: str, months: str) -> Decimal | None:
    if whole in situation:
        return Decimal(situation[whole])
    return Decimal(situation[months]) / 12 if months in situation else None


def test_every_rule_has_a_situation() -> None:
    """No rule of eligibility that a change of its figures could alter unseen."""
    seen = {(s.values[0]["topic"], tuple(sorted(s.values[0]["facts"].items()))) for s in situations("eligibility.yaml")}
    with_years = [rule for rule in RULES.eligibility if rule.periods]
    missing = [
        rule.id
        for rule in with_years
        if not any(
            topic == rule.topic and all(rule.when.get(slot) in (value, None) for slot, value in facts)
            for topic, facts in seen
        )
    ]
    assert missing == []
