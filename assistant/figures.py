"""What kind of figure a question asks for, and whether words have one (pure)."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_CUES = Path(__file__).parent / "cues.zh.toml"


def lacks_figure(question: str, words: str) -> bool:
    """True when a question asks for a figure (how long, how many, how much) of which words have none of its kind."""
    asked = [has for asks, has in _kinds() if asks.search(question)]
    return any(has.search(words) is None for has in asked)


@lru_cache(maxsize=1)
def _kinds() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    with _CUES.open("rb") as file:
        kinds = tomllib.load(file)["figures"]
    return [(re.compile(kind["asks"]), re.compile(kind["has"])) for kind in kinds.values()]
