"""Brings a database up to the tables of this version, once, however many processes open it."""

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from assistant.records.engine import WRITING, serialise, shown
from assistant.records.errors import RecordsUnavailableError
from assistant.records.locks import Lock
from assistant.records.store import available
from assistant.records.tables import REVISION

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_ALEMBIC = threading.Lock()  # its context belongs to the whole process


def upgrade(engine: Engine) -> None:
    """Carry out what is missing, if anything; a migration that is cut short leaves nothing behind.

    Raises:
        RecordsUnavailableError: the database cannot be used, or a newer version has written it.
    """
    with available(engine):
        if revision(engine) == REVISION:
            return
        with engine.execution_options(**{WRITING: True}).begin() as connection:
            serialise(connection, Lock.MIGRATION)
            before = _revision(connection)
            if before is not None and before not in known():
                raise RecordsUnavailableError(
                    f"{shown(engine.url)}: written by a newer version (tables {before}, this one knows {REVISION}). "
                    "Install that version."
                )
            migrate(connection, REVISION)


def revision(engine: Engine) -> str | None:
    """The migration that a database is at; None when it is empty."""
    with engine.connect() as connection:
        return _revision(connection)


def known() -> frozenset[str]:
    """Every migration of this version."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def migrate(connection: Connection, target: str) -> None:
    """Carry out the migrations up to one of them, within the connection's own transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, target)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
