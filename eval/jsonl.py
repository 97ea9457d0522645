"""JSON and JSON Lines files of ours, checked against their schemas."""

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import RuleFileError
from corpus.yaml_file import read_text

T = TypeVar("T", bound=BaseModel)


def read_jsonl(path: Path, model: type[T]) -> list[T]:
    """The records of a file in order; blank lines are passed over.

    Raises:
        RuleFileError: a line does not fit the schema, or an id stands twice; the message names file and line.
    """
    records: list[T] = []
    seen: set[str] = set()
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = model.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            raise RuleFileError(f"{path}, line {number}: {error}") from error
        identity = str(getattr(record, "id", number))
        if identity in seen:
            raise RuleFileError(f"{path}, line {number}: id {identity!r} stands twice.")
        seen.add(identity)
        records.append(record)
    return records


def read_json(path: Path, model: type[T], mending: str) -> T:
    """What a JSON file holds.

    Args:
        mending: how to get a right one, for the message.

    Raises:
        CorpusError: the file cannot be read; RuleFileError where it does not fit the schema.
    """
    try:
        return model.model_validate_json(read_text(path))
    except ValidationError as error:
        raise RuleFileError(f"{path}: no {model.__name__.lower()} ({error.error_count()} faults). {mending}") from error
