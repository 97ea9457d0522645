"""Rows of a pipe table as cells under their column heads, merged cells inherited (pure)."""

import re
from dataclasses import dataclass

from corpus.model import Cell

_NUMBERING_HEADS = frozenset({"序号", "编号", "号", "No.", "no."})


@dataclass(frozen=True, slots=True)
class RowSpan:
    """A row without its outer pipes: `start`/`end` into the source."""

    start: int
    end: int


def row_span(text: str, start: int) -> RowSpan:
    """The span of a row's content, from its first to its last filled character."""
    left = len(text) - len(text.lstrip("| \t"))
    right = len(text) - len(text.rstrip("| \t"))
    return RowSpan(start + left, start + max(left, len(text) - right))


def split_row(text: str) -> list[str]:
    """The cells of a row, stripped; the pipes at both ends make no cell."""
    return [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]


class Table:
    """Reads the rows of one table in order, carrying merged cells downwards.

    A blank head takes the head to its left (merged across). Blank cells at the start of a row take
    the value above them (merged down), but a number is not inherited by a row that names itself:
    a lone blank in a numbering column is a number that the source leaves out.
    """

    def __init__(self, heads: list[str]) -> None:
        self._heads: list[str] = []
        for head in heads:
            self._heads.append(head or (self._heads[-1] if self._heads else ""))
        self._above: list[str] = []

    @property
    def heads(self) -> tuple[str, ...]:
        """One head a column, merged heads repeated."""
        return tuple(self._heads)

    def read(self, row: list[str]) -> tuple[Cell, ...]:
        """The filled cells of the next row with their heads."""
        blanks = next((column for column, text in enumerate(row) if text), 0)
        if blanks == 1 and self._heads[:1] and self._heads[0] in _NUMBERING_HEADS:
            blanks = 0
        inherited = self._above[:blanks] if len(self._above) >= blanks else []
        full = inherited + row[len(inherited) :]
        self._above = full
        return tuple(
            Cell(self._heads[column] if column < len(self._heads) else "", text, column < len(inherited))
            for column, text in enumerate(full)
            if text
        )


def row_label(cells: tuple[Cell, ...]) -> str:
    """How a row is named in a citation: its number (序号33), else its first cell."""
    if not cells:
        return ""
    first = cells[0]
    if first.column in _NUMBERING_HEADS and re.fullmatch(r"[0-9]+", first.text):
        return f"{first.column}{first.text}"
    return first.text
