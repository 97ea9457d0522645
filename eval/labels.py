"""Typed access to labels.toml: what the readers of a report see instead of the names in the code."""

import tomllib
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "labels.toml"


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def label(language: str, section: str, name: str) -> str:
    """The label of a name, in zh or en.

    Raises:
        KeyError: there is none.
    """
    return _labels()[language][section][name]
