"""Rows ↔ lines of JSON, alike for every database."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table
from sqlalchemy.exc import SQLAlchemyError

from assistant.records.errors import ArchiveError
from assistant.records.tables import AttemptRow, AuditRow, Base, SessionRow

# who is signed in, and who has tried to, is nothing to bring back
_LEFT_OUT = (SessionRow.__tablename__, AttemptRow.__tablename__)
_NUMBERING = (AuditRow.__tablename__, "seq")  # each database counts for itself
_AT_ONCE = 1000  # rows in memory


def kept_tables() -> list[Table]:
    """The tables that a backup holds, each after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def rows_of(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, in a fixed order, as plain values."""
    columns = _columns(table)
    order = list(table.primary_key.columns)
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(table.select().order_by(*order))
    for row in rows.mappings():
        yield {column.name: row[column] for column in columns}


def dump(connection: Connection, folder: Path) -> list[Path]:
    """One file a table, written from one state of the database."""
    files = []
    for table in kept_tables():
        path = folder / f"{table.name}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in rows_of(connection, table):
                file.write(json.dumps(row, ensure_ascii=False, default=_moment) + "\n")
        files.append(path)
    return files


def load(connection: Connection, folder: Path) -> None:
    """The rows of a dump into the empty tables of the version that it was made by.

    Raises:
        ArchiveError: a line is not a row of its table.
    """
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        path = folder / f"{table.name}.jsonl"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    connection.execute(table.insert().values(_row(table, json.loads(line))))
                except (ValueError, TypeError, SQLAlchemyError) as error:
                    said = str(getattr(error, "orig", error))
                    raise ArchiveError(f"{table.name}.jsonl: line {number}: not a row of it ({said}).") from error


def _columns(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if (table.name, column.name) != _NUMBERING]


def _row(table: Table, read: object) -> Mapping[str, Any]:
    wanted = {column.name: column for column in _columns(table)}
    if not isinstance(read, dict) or read.keys() != wanted.keys():
        raise ValueError(f"it needs exactly {', '.join(wanted)}")
    return {name: _value(wanted[name], value) for name, value in read.items()}


def _value(column: Column[Any], value: object) -> object:
    """The value as the column takes it; moments are the only ones that JSON does not know."""
    if value is not None and column.type.python_type is datetime:
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    return value


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{value!r} cannot be dumped")
