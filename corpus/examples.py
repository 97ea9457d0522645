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

    NEIGHBOUR = "neighbour"  # a serious question near the subject that the texts do not cover
    OFF_TOPIC = "off_topic"
    ATTACK = "attack"  # on the service, or on others' data
    SMALL_TALK = "small_talk"


class _Examples(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    neighbour: list[str] = Field(default_factory=list)
    off_topic: list[str] = Field(default_factory=list)
    attack: list[str] = Field(default_factory=list)
    small_talk: list[str] = Field(default_factory=list)

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
