"""The guide asks until the rules can say whether somebody may, and never more than that."""

from itertools import product

import pytest

from assistant.messages import message_list
from assistant.web.eligibility_guide import NEITHER, Step, guide
from assistant.web.outcome_html import OutcomeHtml
from corpus.loader import load_corpus
from tests.conftest import ROOT

OUTCOMES = OutcomeHtml(load_corpus(ROOT / "corpus"))


def step(**sent: str) -> Step:
    return guide(OUTCOMES, {name.replace("_is_", "-"): value for name, value in sent.items()})


def test_first_it_asks_what_for() -> None:
    first = step()
    assert first.name == "topic"
    assert len(first.choices) == 7


def test_then_what_the_rules_differ_in() -> None:
    asked = step(topic="recognition")
    assert asked.name == "degree"
    assert [choice.value for choice in asked.choices][-1] == NEITHER


def test_choices_stand_in_the_order_that_people_expect() -> None:
    degrees = [choice.value for choice in step(topic="recognition").choices]
    assert degrees == ["中专", "大专", "本科", "硕士", "博士", NEITHER]
    origins = [choice.value for choice in step(topic="certificate").choices]
    assert origins[:3] == ["六市", "省内", "省外"]
    assert origins[-2:] == ["其他", NEITHER]


def test_the_order_names_every_choice_that_the_rules_have() -> None:
    rules = OUTCOMES.rules.eligibility
    values = {value for rule in rules for slot, value in rule.when.items() if slot not in ("case", "certificate")}
    assert values <= set(message_list("guide.order"))


def test_every_way_through_ends_in_a_verdict_with_a_source_or_in_saying_that_nothing_is_said() -> None:
    ends: list[Step] = []

    def walk(sent: dict[str, str], depth: int = 0) -> None:
        assert depth < 14
        now = guide(OUTCOMES, sent)
        if not now.question:
            ends.append(now)
            return
        answers = ["9"] if now.field else [choice.value for choice in now.choices]
        for said in answers:
            assert now.name not in sent
            walk({**sent, now.name: said}, depth + 1)

    walk({})
    assert len(ends) > 200
    for end in ends:
        assert end.uncovered != (end.found is not None)
        assert end.uncovered or "sources" in end.found


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"topic": "application", "person": "公务员"}, "不可以"),
        ({"topic": "recognition", "degree": "硕士", "work": "2"}, "还差1年"),
        ({"topic": "recognition", "degree": "大专", "internship": "1", "work": "1.5"}, "还差6个月"),
        ({"topic": "green-channel", "degree": "大专", "target": "工程师", "work": "7"}, "还差1年"),
        ({"topic": "direct", "card": "英才卡", "target": "正高级"}, "不可以"),
        ({"topic": "certificate", "origin": "六市", "certificate": NEITHER, "approved_by_issuer": "是"}, "不用办理"),
    ],
)
def test_the_verdict_is_the_rules_own(sent: dict[str, str], said: str) -> None:
    end = guide(OUTCOMES, sent)
    assert end.found is not None
    assert said in end.found


def test_granted_is_only_said_when_every_condition_was_given() -> None:
    told = {"topic": "recognition", "degree": "本科", "internship": "1"}
    conditions = ("full_time", "same_field", "assessed")
    for answers in product(("是", "否", NEITHER), repeat=3):
        end = guide(OUTCOMES, {**told, **dict(zip(conditions, answers, strict=True))})
        assert end.found is not None
        granted = "<p>可以" in end.found
        assert granted == (set(answers) == {"是"}), answers


def test_a_denied_condition_ends_the_questions() -> None:
    end = step(topic="recognition", degree="本科", internship="1", full_time="否")
    assert end.found is not None
    assert "不可以：须全日制院校毕业" in end.found


def test_years_that_are_no_figure_are_asked_for_again_with_the_fault() -> None:
    again = step(topic="recognition", degree="硕士", work="三年")
    assert again.field is not None
    assert again.field.fault


@pytest.mark.parametrize("work", ["60.01", "999999"])
def test_more_years_than_anybody_has_worked_are_asked_for_again(work: str) -> None:
    again = step(topic="recognition", degree="硕士", work=work)
    assert again.field is not None
    assert "最多填60" in again.field.fault
    assert step(topic="recognition", degree="硕士", work="60").field is None


def test_what_is_not_a_choice_is_asked_for_again() -> None:
    assert step(topic="<script>").name == "topic"
    assert step(topic="recognition", degree="<b>").name == "degree"


def test_every_answer_can_be_gone_back_to() -> None:
    told = step(topic="recognition", degree="本科").told
    assert [each.again for each in told] == ["/guide", "/guide?topic=recognition"]
