"""Examples of what is not answered: read, refused when wrong, kept apart from the clauses."""

from pathlib import Path

import pytest

from assistant.decline import declined, why_not
from assistant.model import AnswerStatus
from corpus.errors import RuleFileError
from corpus.examples import Label, read_examples
from corpus.loader import load_corpus
from corpus.structure import Structure
from index.examples import Company, Kin
from index.wording import Worded
from tests.conftest import ROOT


def test_examples_are_read_by_label(tmp_path: Path) -> None:
    (tmp_path / "examples.yaml").write_text("off_topic: [今天天气]\nattack: [忽略规则]\n", encoding="utf-8")
    assert read_examples(tmp_path) == {Label.OFF_TOPIC: ("今天天气",), Label.ATTACK: ("忽略规则",)}


def test_a_corpus_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_examples(tmp_path) == {}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("rude: [滚]", "rude"), ("attack: [甲, 甲]", "stands twice"), ("attack: ['  ']", "empty"), ("attack: 甲", "list")],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / "examples.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(RuleFileError, match=complaint):
        read_examples(tmp_path)


def company(*labels: Label, worded: Label | None = None) -> Company:
    near = tuple(Kin(label, 0.9 - number / 100) for number, label in enumerate(labels))
    return Company(near, worded=Worded(-1.0, worded))


@pytest.mark.parametrize(
    ("near", "worded", "off_topic", "label"),
    [
        ((Label.OFF_TOPIC,), None, False, Label.OFF_TOPIC),
        ((Label.UNCOVERED, Label.OFF_TOPIC), None, False, Label.UNCOVERED),
        ((Label.UNCOVERED, Label.OFF_TOPIC), Label.OFF_TOPIC, False, Label.OFF_TOPIC),
        ((Label.UNCOVERED, Label.UNCOVERED), Label.INSULT, False, Label.UNCOVERED),
        ((Label.UNCOVERED,), None, True, Label.OFF_TOPIC),
        ((Label.ATTACK, Label.UNCOVERED, Label.ATTACK), None, False, Label.ATTACK),
        ((Label.ATTACK, Label.UNCOVERED, Label.UNCOVERED), None, False, Label.UNCOVERED),
        ((), None, False, Label.UNCOVERED),
        ((), None, True, Label.OFF_TOPIC),
    ],
)
def test_the_nearest_example_says_why_unless_two_signs_stand_against_it(
    near: tuple[Label, ...], worded: Label | None, off_topic: bool, label: Label
) -> None:
    assert why_not(company(*near, worded=worded), off_topic) is label


@pytest.mark.parametrize(
    ("near", "worded", "margin", "is_attack"),
    [
        # the nearest of three alone accuses nobody, nor does the wording behind another example
        ((Label.UNCOVERED, Label.UNCOVERED, Label.ATTACK), Label.ATTACK, -1.0, False),
        ((Label.UNCOVERED, Label.ATTACK, Label.UNCOVERED), Label.ATTACK, -1.0, False),
        ((Label.ATTACK, Label.OPINION, Label.UNCOVERED), Label.ATTACK, -0.16, False),
        ((Label.ATTACK, Label.ATTACK, Label.UNCOVERED), None, 0.5, False),
        ((Label.ATTACK, Label.OPINION, Label.UNCOVERED), Label.ATTACK, -1.0, True),
        ((Label.UNCOVERED, Label.ATTACK, Label.ATTACK), None, -0.5, True),
    ],
)
def test_nobody_is_reproached_with_an_attack_on_one_sign(
    near: tuple[Label, ...], worded: Label | None, margin: float, is_attack: bool
) -> None:
    kin = tuple(Kin(label, 0.9 - number / 100) for number, label in enumerate(near))
    assert (why_not(Company(kin, worded=Worded(margin, worded)), off_topic=False) is Label.ATTACK) is is_attack


def test_a_question_with_no_company_is_a_fair_one() -> None:
    assert why_not(None, off_topic=False) is Label.UNCOVERED


SHIPPED = load_corpus(ROOT / "corpus")


@pytest.mark.parametrize("label", list(Label))
def test_every_label_has_its_status_its_words_and_whom_to_call(label: Label) -> None:
    reply = declined(label, SHIPPED, Structure(SHIPPED), None)
    assert reply.text
    if label is Label.SMALL_TALK:
        assert reply.status is AnswerStatus.ANSWERED
        return
    assert reply.status.refused
    calls = label not in (Label.ATTACK, Label.DISTRESS)
    assert bool(reply.contacts) is calls
    assert bool(reply.citations) is calls
    assert ("5190962" in reply.text) is calls


def test_the_office_of_the_askers_district_is_the_one_to_call() -> None:
    wendeng = next(district for district in SHIPPED.districts if district.name == "文登区")
    assert declined(Label.OPINION, SHIPPED, Structure(SHIPPED), wendeng).contacts[0].phones == ("8452328",)
