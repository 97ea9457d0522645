"""examples.yaml: questions that the texts do not answer, by why they do not.

They teach the assistant what is not its business, as typical questions teach it what is; a question
that comes nearer to one of them than to any clause is declined in the way its label says.
"""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from corpus.yaml_file import read_yaml, validated

FILE_NAME = "examples.yaml"


class Label(StrEnum):
    """Why an example is not answered from the texts."""

    UNCOVERED = "uncovered"  # a fair question on our subject, whose detail the texts do not give
    OTHER_MATTER = "other_matter"  # a serious question, of another office or another subject
    OFF_TOPIC = "off_topic"
    OPINION = "opinion"
    ATTACK = "attack"  # on the service, on others' data, on honest papers
    SMALL_TALK = "small_talk"
    INSULT = "insult"
    MEANINGLESS = "meaningless"
    DISTRESS = "distress"  # somebody who may need help at once


class _Examples(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    uncovered: list[str] = Field(default_factory=list)
    other_matter: list[str] = Field(default_factory=list)
    off_topic: list[str] = Field(default_factory=list)
    opinion: list[str] = Field(default_factory=list)
    attack: list[str] = Field(default_factory=list)
    small_talk: list[str] = Field(default_factory=list)
    insult: list[str] = Field(default_factory=list)
    meaningless: list[str] = Field(default_factory=list)
    distress: list[str] = Field(default_factory=list)

    @field_validator("*")
    @classmethod
    def _once(cls, texts: list[str]) -> list[str]:
        twice = next((text for text in texts if texts.count(text) > 1), None)
        if twice is not None:
            raise ValueError(f"{twice!r} stands twice. Remove one.")
        if not all(text.strip() for text in texts):
            raise ValueError("an example is empty. Remove it.")
        return texts


def read_examples(folder: Path) -> dict[Label, tuple[str, ...]]:
    """The examples of a corpus by label; none when it has no such file.

    Raises:
        RuleFileError: an unknown label, a wrong value, or an example that stands twice.
    """
    path = folder / FILE_NAME
    found = validated(path, _Examples, read_yaml(path)) if path.is_file() else _Examples()
    return {label: tuple(getattr(found, label.value)) for label in Label if getattr(found, label.value)}
