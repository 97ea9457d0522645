"""Typed access to cues.zh.toml: what gives a question's kind away, as regular expressions."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "cues.zh.toml"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Words of which one decides otherwise than another, by what they stand for.

    `marks`: such a word changes what is asked even where the other text has none (公务员的孩子 beside 公务员).
    """

    values: tuple[tuple[str, re.Pattern[str]], ...]
    marks: bool


@lru_cache
def whole(name: str) -> re.Pattern[str]:
    """A cue that must match all of a text."""
    return re.compile(_cues()["whole"][name])


@lru_cache
def part(name: str) -> re.Pattern[str]:
    """A cue that may stand anywhere in a text."""
    return re.compile(_cues()["part"][name])


@lru_cache
def following(name: str) -> re.Pattern[str]:
    """A cue of how a turn leans on the ones before it."""
    return re.compile(_cues()["follow"][name])


@lru_cache
def verdict_cue(name: str) -> re.Pattern[str]:
    """A cue of a question for yes or no, or of words that settle it."""
    return re.compile(_cues()["verdict"][name])


@lru_cache
def blocked(name: str) -> re.Pattern[str]:
    """A cue of what must not be done, or of what only sounds like it."""
    return re.compile(_cues()["blocked"][name])


@lru_cache
def distress(name: str) -> re.Pattern[str]:
    """A cue of somebody who may need help at once."""
    return re.compile(_cues()["distress"][name])


@lru_cache(maxsize=1)
def figures() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind of figure how a question asks for one, and how the texts write one."""
    return tuple((re.compile(kind["asks"]), re.compile(kind["has"])) for kind in _cues()["figures"].values())


@lru_cache(maxsize=1)
def document_number() -> re.Pattern[str]:
    """How the texts write the number of a document."""
    return re.compile(_cues()["figures"]["number"]["has"])


@lru_cache(maxsize=1)
def sentences() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each kind of sentence how a question asks for one, and what such a sentence has."""
    return tuple((re.compile(kind["asks"]), re.compile(kind["has"])) for kind in _cues()["sentences"].values())


def unlimited() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How it is asked whether something limits somebody, and how the texts say that it does not."""
    return sentences()[list(_cues()["sentences"]).index("unlimited")]


@lru_cache(maxsize=1)
def account_holders() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each holder of an account how it is said to be theirs, and the heading under which the texts speak of it."""
    return tuple((re.compile(kind["asks"]), re.compile(kind["heading"])) for kind in _cues()["account"].values())


def counted_units() -> dict[str, str]:
    """For each unit of ours what English calls it."""
    return dict(_cues()["counted"])


@lru_cache(maxsize=1)
def contrasts() -> tuple[Contrast, ...]:
    """The words in which two sentences that read alike may differ, by contrast."""
    return tuple(
        Contrast(tuple((name, re.compile(cue)) for name, cue in values.items()), marks=kind == "marked")
        for kind in ("opposed", "marked")
        for values in _cues()["contrast"][kind].values()
    )


@lru_cache(maxsize=1)
def _cues() -> dict[str, dict[str, Any]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)
