"""Typed access to prompts/*.zh.md: what a language model is told, one prompt a file."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "prompts"
_PARTED = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to do, and the data to do it with; `data` never holds instructions of ours."""

    task: str
    data: str


def prompt(name: str, **data: str) -> Prompt:
    """The prompt of that name, its {names} filled in.

    Raises:
        KeyError: a name in it was given no value.
    """
    task, template = _read(name)
    return Prompt(task, template.format(**data))


@lru_cache
def _read(name: str) -> tuple[str, str]:
    task, _, template = (_FOLDER / f"{name}.zh.md").read_text(encoding="utf-8").partition(_PARTED)
    return task.strip(), template.strip()
