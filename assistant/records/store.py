"""Transactions: `reading` sees one state, `writing` has committed when its block ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from assistant.records.engine import PATIENCE, WAIT, WRITING, serialise, shown, wait_at_most
from assistant.records.errors import RecordsUnavailableError
from assistant.records.locks import Lock


class Store:
    """The database, for short transactions from many threads."""

    def __init__(self, engine: Engine | None = None) -> None:
        """Take an engine whose tables are up to date; None: it comes later."""
        self._engine = engine

    def use(self, engine: Engine) -> None:
        """From now on the database of this engine, whose tables are up to date."""
        self._engine = engine

    @property
    def engine(self) -> Engine:
        """The engine.

        Raises:
            RecordsUnavailableError: it has not come yet.
        """
        if self._engine is None:
            raise RecordsUnavailableError("The records have not been opened yet: their database cannot be used.")
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that changes nothing.

        Raises:
            RecordsUnavailableError: the database does not answer.
        """
        with available(self.engine), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self, one_at_a_time: Lock | None = None, patience: float = WAIT) -> Iterator[Session]:
        """A session that is committed when the block ends well, and undone when it does not.

        With a lock, only one transaction with that lock is under way at a time.

        Args:
            patience: seconds to wait for other writers at most.

        Raises:
            RecordsUnavailableError: the database does not answer, or is locked.
        """
        engine = self.engine.execution_options(**{WRITING: True, PATIENCE: patience})
        with available(engine), Session(engine, expire_on_commit=False) as session, session.begin():
            if patience < WAIT:
                wait_at_most(session.connection(), patience)
            if one_at_a_time is not None:
                serialise(session.connection(), one_at_a_time)
            yield session

    def close(self) -> None:
        """Let go of every connection."""
        if self._engine is not None:
            self._engine.dispose()


@contextmanager
def available(engine: Engine) -> Iterator[None]:
    """What a database says when it cannot be reached, is full or damaged, as an error of ours."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DatabaseError, InterfaceError, PoolTimeoutError) as error:
        said = " ".join(str(getattr(error, "orig", None) or error).split())
        raise RecordsUnavailableError(
            f"{shown(engine.url)}: the records cannot be used ({said}). Look at the database, its disk, and "
            "POLICY_DATABASE_URL."
        ) from error
