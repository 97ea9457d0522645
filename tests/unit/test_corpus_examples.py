"""Examples of what is not answered: read, refused when wrong, kept apart from the clauses."""

from pathlib import Path

import pytest

from assistant.decline import why_not
from corpus.errors import RuleFileError
from corpus.examples import Label, read_examples
from index.examples import Kin


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


def kin(*labels: Label) -> list[Kin]:
    return [Kin(label, 0.9 - number / 100) for number, label in enumerate(labels)]


@pytest.mark.parametrize(
    ("near", "off_topic", "label"),
    [
        ((Label.OFF_TOPIC,), False, Label.OFF_TOPIC),
        ((Label.UNCOVERED, Label.OFF_TOPIC), False, Label.UNCOVERED),
        ((Label.UNCOVERED,), True, Label.OFF_TOPIC),
        ((Label.ATTACK, Label.UNCOVERED, Label.ATTACK), False, Label.ATTACK),
        ((Label.ATTACK, Label.UNCOVERED, Label.UNCOVERED), False, Label.UNCOVERED),
        ((), False, Label.UNCOVERED),
        ((), True, Label.OFF_TOPIC),
    ],
)
def test_the_nearest_example_says_why_and_one_attack_alone_reproaches_nobody(
    near: tuple[Label, ...], off_topic: bool, label: Label
) -> None:
    assert why_not(kin(*near), off_topic) is label
