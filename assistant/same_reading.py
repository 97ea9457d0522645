"""Whether the texts of a district and of the city say the same (pure)."""

import re
from difflib import SequenceMatcher

_SAME_READING = 0.9  # Ratcliff and Obershelp's likeness from which two texts read the same


def says_the_same(quote: str, whole: str, other: str) -> bool:
    """True when the other text holds the words quoted, or reads the same but for a word that changes no figure."""
    ours, theirs = _squeezed(quote), _squeezed(other)
    if ours in _squeezed(whole):
        return True
    figures = set(re.findall(r"[0-9]+", ours)) <= set(re.findall(r"[0-9]+", theirs))
    return figures and max(_likeness(ours, theirs), _held(ours, _squeezed(whole))) >= _SAME_READING


def _likeness(ours: str, theirs: str) -> float:
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _held(ours: str, whole: str) -> float:
    """The share of a text's pairs of characters that stand in another (0 … 1)."""
    pairs = [ours[at : at + 2] for at in range(len(ours) - 1)]
    return sum(pair in whole for pair in pairs) / len(pairs) if pairs else 0.0


def _squeezed(text: str) -> str:
    return "".join(text.split())
