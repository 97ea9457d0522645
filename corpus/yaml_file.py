"""Strict YAML: duplicate keys are refused, and every complaint names the file."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from corpus.errors import CorpusError, RuleFileError

Model = TypeVar("Model", bound=BaseModel)
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[valid-type, misc]  # the C loader where libyaml is there
    """A safe loader that keeps no silence about a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a plain value", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate key {key!r}", key_node.start_mark)
            seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, every character of it: line ends and a byte-order mark stay.

    Raises:
        CorpusError: the file is not UTF-8 or cannot be read; the message names it.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 (byte {error.start}). Save the file as UTF-8 and try again.") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}).") from error


def read_yaml(path: Path) -> object:
    """What a YAML file says.

    Raises:
        RuleFileError: it is not YAML, or a key stands twice; the message names file and line.
    """
    try:
        content: object = yaml.load(read_text(path), Loader=_StrictLoader)  # noqa: S506  # a SafeLoader subclass
        return content
    except ValueError as error:  # a day such as 2030-13-01
        raise RuleFileError(f"{path}: {error}. Correct the file and try again.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise RuleFileError(f"{path}{line}: {problem}. Correct the file and try again.") from error


def validated(path: Path, kind: type[Model], content: object) -> Model:
    """The content as a `kind`.

    Raises:
        RuleFileError: a key is unknown, missing or of the wrong type; the message names file and key.
    """
    if not isinstance(content, dict):
        raise RuleFileError(f"{path}: expected keys and values, found {type(content).__name__}.")
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise RuleFileError(f"{path}: {'; '.join(_complaints(error))}. Correct the file and try again.") from error


def _complaints(error: ValidationError) -> list[str]:
    found = []
    for problem in error.errors(include_url=False):
        where = ".".join(str(part) for part in problem["loc"]) or "the whole file"
        what = "unknown key" if problem["type"] == "extra_forbidden" else problem["msg"]
        found.append(f"{where}: {what}")
    return found
