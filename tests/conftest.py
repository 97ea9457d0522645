"""Fixtures shared by all tests; no test reaches beyond this machine."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.records.book import Records
from assistant.records.tables import Base
from tests.factories import HashEmbedder
from tests.keeping import FakeClock, records_in
from tests.postgres import Cluster, programs

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "data" / "mini_corpus"
_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if isinstance(address, tuple) and not str(host).startswith(_LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No POLICY_* setting of the person who runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith("POLICY_"):
            monkeypatch.delenv(name)


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A copy of the fictional corpus that a test may change."""
    copy = tmp_path / "mini"
    shutil.copytree(MINI, copy)
    return copy


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture(scope="session")
def shipped() -> "Assistant":
    """The assistant over the shipped corpus, with the real model; built by `make setup`."""
    from assistant import open_assistant

    return open_assistant()


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Cluster]":
    """A PostgreSQL server; without one, the tests that need it are left out, but never in CI."""
    yield from _cluster()


@pytest.fixture
def own_postgres() -> "Iterator[Cluster]":
    """One for a test that stops it."""
    yield from _cluster()


def _cluster() -> "Iterator[Cluster]":
    found = programs()
    if found is None:
        # not everybody may install it; `make test` and CI do, and there a test left out would prove nothing
        leave_out = pytest.fail if os.environ.get("CI") else pytest.skip
        leave_out("PostgreSQL is not installed (on Debian: apt-get install postgresql)")
    cluster = Cluster(found)
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of either kind, as the setting names it."""
    if request.param == "sqlite":
        return ""
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.new_database()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def records(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> "Iterator[Records]":
    """Records in either kind of database; PostgreSQL's is used again, emptied."""
    cluster: Cluster | None = None if request.param == "sqlite" else request.getfixturevalue("postgres")
    opened = records_in(tmp_path, cluster.shared() if cluster else "", clock)
    if cluster:
        with opened.store.engine.begin() as connection:
            names = ", ".join(Base.metadata.tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
    yield opened
    opened.close()
