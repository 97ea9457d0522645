"""What the calculators give in situations that a policy officer can read (the YAML files beside this one)."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.calculators.fees import Applicants, every_level, review_fees, subject_fees
from assistant.calculators.hours import Studied, shortfall
from assistant.calculators.outcome import InvalidInputError
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
