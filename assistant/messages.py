"""Typed access to messages.zh.toml: what users read, in one place."""

import tomllib
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "messages.zh.toml"


@lru_cache(maxsize=1)
def _messages() -> dict[str, dict[str, object]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def message(key: str, **values: object) -> str:
    """The sentence for a key such as "decline.no_source", its {names} filled in.

    Raises:
        KeyError: there is no such sentence, or a name in it was given no value.
    """
    section, _, name = key.partition(".")
    text = _messages()[section][name]
    if not isinstance(text, str):
        raise KeyError(f"{key} is not a sentence")
    return text.format(**values) if values else text


def message_list(key: str) -> list[str]:
    """The list of sentences for a key.

    Raises:
        KeyError: there is no such list.
    """
    section, _, name = key.partition(".")
    texts = _messages()[section][name]
    if not isinstance(texts, list):
        raise KeyError(f"{key} is not a list")
    return [str(text) for text in texts]


def message_words(section: str) -> dict[str, str]:
    """All sentences of a section, for what is not Python.

    Raises:
        KeyError: there is no such section.
    """
    return {name: text for name, text in _messages()[section].items() if isinstance(text, str)}
