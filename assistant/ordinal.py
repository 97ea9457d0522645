"""Which item of a list a turn points to by its number (第二步呢, 最后一种是啥) (pure)."""

import re
from collections.abc import Sequence

from assistant.cues import following
from corpus.model import Clause
from corpus.numerals import to_int
from corpus.structure import Structure

_SHORT = 16  # characters of a turn that only points to an item


def points(text: str) -> re.Match[str] | None:
    """The words by which a short turn points to an item; None where it does not, or asks something else of it."""
    found = following("item").search(text) if len(text) <= _SHORT else None
    rest = text[: found.start()] + text[found.end() :] if found else ""
    return found if following("of_item").fullmatch(rest) else None


def pointed_to(text: str, clause: Clause, structure: Structure) -> Clause | None:
    """The item that a turn points to of the list that a clause opens, or, of steps, stands in; None without."""
    found = points(text)
    if found is None:
        return None
    items = structure.listed(clause) or (_steps_around(clause, structure) if found["step"] else ())
    at = len(items) if found["last"] else to_int(found["nth"])
    return items[at - 1] if 0 < at <= len(items) else None


def _steps_around(clause: Clause, structure: Structure) -> Sequence[Clause]:
    """The items of the list that a clause stands in; nothing where it stands in none."""
    lists = (structure.listed(opening) for _, opening in structure.overviews(clause))
    return next((items for items in lists if clause in items), ())
