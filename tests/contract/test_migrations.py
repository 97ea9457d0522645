"""The way to today's tables and back, alike in SQLite and in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from assistant.records.book import Records
from assistant.records.errors import RecordsUnavailableError
from assistant.records.migrate import MIGRATIONS, known, revision, upgrade
from assistant.records.tables import REVISION, Base
from tests.backups import fill
from tests.keeping import records_in


def test_the_migrations_lead_to_the_tables(records: Records) -> None:
    with records.store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
        assert context.get_current_heads() == (REVISION,)
    assert REVISION in known()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, database_url: str) -> None:
    records = records_in(tmp_path, database_url)
    with records.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsUnavailableError, match="newer version"):
        records_in(tmp_path, database_url)
    records.close()


def test_many_who_open_an_empty_database_at_once_bring_it_up_to_date_once(tmp_path: Path, database_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: records_in(tmp_path, database_url), range(6)))
    assert set(inspect(opened[0].store.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    for records in opened:
        records.close()


def test_what_the_migrations_made_they_take_away(tmp_path: Path, database_url: str) -> None:
    records = records_in(tmp_path, database_url)
    fill(records)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = records.store.engine
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert revision(engine) is None
    upgrade(engine)
    assert records.questions.recent() == []
    records.close()
