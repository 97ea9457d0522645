"""glossary.yaml: the official terms of a corpus, its words that people misspell, what they and English call them."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from corpus.yaml_file import read_yaml, validated

FILE_NAME = "glossary.yaml"


class Glossary(BaseModel):
    """Terms kept whole when words are cut, what is misspelled and how, and what people and English call things."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: list[str] = Field(default_factory=list)
    spelling: list[Annotated[str, Field(min_length=2)]] = Field(default_factory=list)
    characters: list[Annotated[str, Field(min_length=1, max_length=1)]] = Field(default_factory=list)
    lookalikes: list[Annotated[str, Field(min_length=2)]] = Field(default_factory=list)
    initials: dict[str, list[Annotated[str, Field(min_length=2, pattern="^[a-z]+$")]]] = Field(default_factory=dict)
    namesakes: list[Annotated[str, Field(min_length=2)]] = Field(default_factory=list)
    slips: dict[str, list[Annotated[str, Field(min_length=2)]]] = Field(default_factory=dict)
    unsaid: list[Annotated[str, Field(min_length=2)]] = Field(default_factory=list)
    synonyms: dict[str, list[Annotated[str, Field(min_length=1)]]] = Field(default_factory=dict)
    english: dict[str, list[Annotated[str, Field(min_length=2)]]] = Field(default_factory=dict)


def read_glossary(folder: Path) -> Glossary:
    """The glossary of a corpus; an empty one when it has none.

    Raises:
        RuleFileError: an unknown key or a wrong value.
    """
    path = folder / FILE_NAME
    return validated(path, Glossary, read_yaml(path)) if path.is_file() else Glossary()
