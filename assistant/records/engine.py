"""Database address → engine: SQLite (WAL) or PostgreSQL, with what makes each of them durable."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from assistant.errors import BadCallError
from assistant.records.errors import RecordsUnavailableError
from assistant.records.locks import Lock
from assistant.records.place import records_file

WRITING = "writing"  # execution option: this transaction will write
PATIENCE = "patience"  # execution option: seconds that it waits for other writers
WAIT = 30.0  # seconds that a writer waits for another, and anybody for a connection
_CONNECTIONS, _MORE_CONNECTIONS = 10, 20
_CONNECT_SECONDS = 10
_SQLITE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # what has been acknowledged survives a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what retention deletes is overwritten
)


def database_url(setting: str, var: Path) -> URL:
    """The address that a setting means; empty: records.db in `var`.

    Raises:
        BadCallError: it is neither a SQLite file nor PostgreSQL; the password is never repeated.
    """
    if not setting:
        return URL.create("sqlite", database=str(records_file(var)))
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError) as error:
        raise BadCallError("database_url: not an address such as postgresql://user:password@host/name.") from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadCallError("database_url: SQLite needs a file, such as sqlite:////srv/records.db.")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise BadCallError(f"database_url: {url.drivername} is not supported; use postgresql:// or leave it empty.")
    return url


def make_engine(url: URL, patience: float = WAIT) -> Engine:
    """An engine that many threads may share.

    Args:
        patience: seconds that opening a SQLite file waits for whoever has locked it.

    Raises:
        RecordsUnavailableError: the folder of a SQLite file cannot be written.
    """
    pool: dict[str, Any] = {"pool_size": _CONNECTIONS, "max_overflow": _MORE_CONNECTIONS, "pool_timeout": WAIT}
    try:
        if url.get_backend_name() == "sqlite":
            _create_private(Path(url.database or ""))
            engine = create_engine(url, **pool)
            event.listen(engine, "connect", partial(_prepare_sqlite, patience))
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        # a server whose machine or network is gone is given up as soon as one that cannot be reached
        patient = {"connect_timeout": _CONNECT_SECONDS, "tcp_user_timeout": _CONNECT_SECONDS * 1000}
        return create_engine(url, pool_pre_ping=True, connect_args=patient, **pool)
    except NoSuchModuleError as error:
        raise RecordsUnavailableError(f"{shown(url)}: no driver for it ({error}).") from error


def is_unused(url: URL) -> bool:
    """True for a SQLite file that is not there: nothing has been kept yet."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file()


def shown(url: URL) -> str:
    """The address without its password."""
    return url.render_as_string(hide_password=True)


def serialise(connection: Connection, lock: Lock) -> None:
    """Let one transaction at a time pass here; SQLite's writers already come one by one."""
    if _many_write_at_once(connection):
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (int(lock),))


def keep_others_out(connection: Connection, tables: Sequence[str]) -> None:
    """Nobody else writes to these tables until this transaction ends; with SQLite nobody can anyway."""
    if _many_write_at_once(connection):
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")


def wait_at_most(connection: Connection, seconds: float) -> None:
    """Wait no longer for other writers in this transaction; SQLite's have been told as they began."""
    if _many_write_at_once(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_milliseconds(seconds)}")


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that reads the database as it is at its first look; SQLite's transactions are like that anyway."""
    with engine.connect() as connection:
        if _many_write_at_once(connection):
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _many_write_at_once(connection: Connection) -> bool:
    """True for PostgreSQL."""
    return connection.dialect.name == "postgresql"


def _create_private(path: Path) -> None:
    """The file, readable by its owner alone; SQLite gives its companions the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise RecordsUnavailableError(
            f"{path}: the records cannot be kept there ({error.strerror}). Set POLICY_VAR or POLICY_DATABASE_URL."
        ) from error


def _prepare_sqlite(patience: float, connection: DBAPIConnection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not where the driver guesses
    cursor = connection.cursor()
    for pragma in (_busy_timeout(patience), *_SQLITE):  # it first: the others may have to wait, too
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer asks for its place at once: one that has read first would fail instead of waiting."""
    options = connection.get_execution_options()
    patience = options.get(PATIENCE, WAIT)
    if connection.info.get(PATIENCE) != patience:  # as it was left by who had the connection before
        connection.exec_driver_sql(_busy_timeout(patience))
        connection.info[PATIENCE] = patience
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITING, False) else "BEGIN")


def _busy_timeout(seconds: float) -> str:
    return f"PRAGMA busy_timeout={_milliseconds(seconds)}"


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
