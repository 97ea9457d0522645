"""The titles of every series and level, read from the rows of the table that a rule names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.errors import RuleFileError
from corpus.ids import ClauseId
from corpus.model import Clause, ClauseKind, PolicyDocument
from corpus.rules import TitleTable


@dataclass(frozen=True, slots=True)
class Title:
    """One title of one series; `rank` tells the titles of a level apart."""

    name: str
    series: str
    level: str
    rank: str
    clause: Clause


def read_titles(tables: Sequence[TitleTable], documents: Sequence[PolicyDocument]) -> tuple[Title, ...]:
    """The titles of all tables, row by row.

    Raises:
        RuleFileError: a column, or a series that has other names, is not in the table.
    """
    found: list[Title] = []
    for table in tables:
        rows = _rows(table, documents)
        titles = [title for row in rows for title in _of_row(table, row)]
        series = {title.series for title in titles}
        columns = {cell.column for row in rows for cell in row.cells}
        missing = [level.column for level in table.levels if level.column not in columns]
        missing += [name for name in table.names if name not in series]
        missing += sorted({*table.callings, *table.trades} - {title.name for title in titles})
        if missing:
            raise RuleFileError(f"{table.id}: {'、'.join(missing)}: not in the table of {table.clause}.")
        found += titles
    return tuple(found)


def title_rows(tables: Sequence[TitleTable], documents: Sequence[PolicyDocument]) -> frozenset[ClauseId]:
    """The rows of all tables of titles."""
    return frozenset(row.id for table in tables for row in _rows(table, documents))


def _rows(table: TitleTable, documents: Sequence[PolicyDocument]) -> list[Clause]:
    """The rows under the heading of the table's first row."""
    clauses = [clause for document in documents for clause in document.clauses]
    first = next(clause for clause in clauses if clause.id == table.clause)
    alike = [c for c in clauses if c.document_id == first.document_id and c.headings == first.headings]
    return [clause for clause in alike if clause.kind is ClauseKind.ROW]


def _of_row(table: TitleTable, row: Clause) -> Iterator[Title]:
    series = next((cell.text for cell in row.cells if cell.column == table.series_column), "")
    for column, cells in groupby((c for c in row.cells if not c.inherited), key=lambda cell: cell.column):
        level = next((level for level in table.levels if level.column == column), None)
        if level is None:
            continue
        for rank, cell in zip(level.ranks, cells, strict=False):
            yield Title(cell.text, series, level.level, rank, row)
