"""vocabulary.yaml and conditions.yaml: how people say what rules ask for, and the topics that rules answer."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import RuleFileError
from corpus.yaml_file import read_yaml, validated

FILE_NAME = "vocabulary.yaml"
CONDITIONS_FILE = "conditions.yaml"


class Topic(BaseModel):
    """When a question is about something that rules answer.

    It says one of the `cues`, and of `needs` one, too, or gives a value of one of its `slots`; what stands
    in `unless` shows that it asks about something else, `despite` a phrase that only looks so, and `never` does
    wherever it stands, also where nothing is asked (走直通车，学时不够行吗); with `time_left`
    words for the time still missing (还得等多久) only look so, too. A number in a text is # here (收# for 收360).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    cues: tuple[str, ...]
    needs: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    despite: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    time_left: bool = False


class Vocabulary(BaseModel):
    """Phrases by slot and value; numbers that are no numerals (仨, 半); topics by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slots: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    numbers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    topics: dict[str, Topic] = Field(default_factory=dict)


class Conditions(BaseModel):
    """Phrases for what eligibility rules ask, each slot for itself; `periods` say which years a number counts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slots: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)
    ignore: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    periods: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def read_conditions(folder: Path) -> Conditions:
    """The phrases of a corpus's conditions; none when it has no such file.

    Raises:
        RuleFileError: an unknown key, a wrong value, or a phrase that stands for two values of a slot.
    """
    path = folder / CONDITIONS_FILE
    if not path.is_file():
        return Conditions()
    conditions = validated(path, Conditions, read_yaml(path))
    for slot, values in conditions.slots.items():
        _require_one_meaning(path, {slot: values})
    return conditions


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of a corpus; an empty one when it has none.

    Raises:
        RuleFileError: an unknown key, a wrong value, or a phrase that stands for two things.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Vocabulary()
    vocabulary = validated(path, Vocabulary, read_yaml(path))
    _require_one_meaning(path, vocabulary.slots)
    return vocabulary


def _require_one_meaning(path: Path, slots: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    seen: dict[str, str] = {}
    for slot, values in slots.items():
        for value, phrases in values.items():
            for phrase in phrases:
                meaning = f"{slot}={value}"
                if phrase in seen:
                    raise RuleFileError(f"{path}: {phrase!r} stands for both {seen[phrase]} and {meaning}.")
                seen[phrase] = meaning
