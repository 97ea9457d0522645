"""Runs migrations on the connection that assistant/records/migrate.py hands over.

By hand (`alembic revision --autogenerate -m "…"`, `alembic check`) it takes the database of the settings.
"""

from alembic import context
from sqlalchemy import Connection

from assistant.records.engine import database_url, make_engine
from assistant.records.tables import Base
from assistant.settings import read_settings


def run(connection: Connection) -> None:
    """All of it in one transaction, on SQLite as well."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, transactional_ddl=True, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    settings = read_settings()
    with make_engine(database_url(settings.database_url, settings.var)).begin() as own:
        run(own)
