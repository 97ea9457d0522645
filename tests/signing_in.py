"""Signing in for tests, and all that is kept of it."""

import pytest

from assistant.records.book import Records
from assistant.records.errors import SignInRefusedError
from assistant.records.tables import Base

HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


def everything(records: Records) -> str:
    """All that the database holds, as text."""
    with records.store.engine.connect() as connection:
        return "\n".join(
            str(row) for table in Base.metadata.sorted_tables for row in connection.execute(table.select())
        )


def fail(records: Records, name: str, address: str = HERE, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefusedError):
            records.sign_in.attempt(name, "wrong horse battery", address)
