"""The staff's pages over the mini corpus and records of their own, for tests."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answering import Assistant
from assistant.records.book import Records
from assistant.records.giving import GivenAnswers
from assistant.records.opening import open_records
from assistant.records.users import Role
from assistant.settings import Settings
from assistant.web.holder import AssistantHolder
from assistant.web.keeping import Keeping
from assistant.web.server import interfaces
from assistant.web.staff.desk import Desk
from assistant.web.staff.rebuilding import Rebuilding
from corpus.loader import load_corpus
from index.build import build_index, open_index
from index.store import IndexStore
from tests.conftest import MINI
from tests.factories import HashEmbedder
from tests.keeping import PASSWORD, QUICK, FakeClock, masked, records_settings
from tests.web import opened

NAMES = {Role.STAFF: "小王", Role.EDITOR: "老李", Role.ADMIN: "张主任"}
HTML = {"Accept": "text/html"}
QUESTION = "珍本证的押金退不退"
CLAUSE, WORDS = "yunhai#s2-i2", "珍本证每人收取押金300元，退证时退还。"


@dataclass
class House:
    """An application with its staff, and what is behind it."""

    app: FastAPI
    desk: Desk
    records: Records
    holder: AssistantHolder
    corpus: Path
    clock: FakeClock

    def client(self, role: Role | None = None, base_url: str = "http://testserver") -> TestClient:
        """A browser, with somebody of that role signed in."""
        headers = {**HTML, "Origin": base_url}
        client = TestClient(self.app, base_url=base_url, headers=headers, follow_redirects=False)
        if role is not None:
            got = client.post("/staff/sign-in", data={"name": NAMES[role], "password": PASSWORD})
            assert got.status_code == 303, got.text
        return client


def house(folder: Path, corpus: Path, **more: str | int) -> House:
    """The application over a corpus, with one user of each role."""
    clock, store = FakeClock(), IndexStore(folder / "index")
    settings = Settings(**{**records_settings(folder, corpus=corpus).model_dump(), "rate_per_minute": 0, **more})
    records = open_records(settings, masked, clock, QUICK)
    for role, name in NAMES.items():
        if name not in [user.name for user in records.users.every()]:
            records.users.add(name, role, PASSWORD, by="test")

    def build(progress: object) -> None:
        build_index(load_corpus(corpus), store, HashEmbedder(), progress=progress)

    def opener() -> Assistant:
        loaded = load_corpus(corpus)
        return Assistant(
            loaded, lambda: open_index(loaded, store, HashEmbedder()), approved=GivenAnswers(records.approved)
        )

    build(None)
    holder = opened(opener())
    recorder = Keeping(records)
    rebuilding = Rebuilding(build, opener, holder, records, lambda: {"state": "current"})
    desk = Desk(settings, records, holder, recorder, rebuilding)
    return House(
        interfaces(settings, load_corpus(corpus), holder, recorder, desk), desk, records, holder, corpus, clock
    )


def csrf_of(page: str) -> str:
    """The token that a page's forms send back."""
    found = re.search(r'data-csrf="([0-9a-f]+)"', page)
    assert found is not None, page
    return found.group(1)


@pytest.fixture
def office(tmp_path: Path, mini: Path) -> Iterator[House]:
    """One of its own for a test that changes something."""
    opened = house(tmp_path, mini)
    yield opened
    opened.records.close()


@pytest.fixture(scope="module")
def quiet_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For tests that change nothing."""
    opened = house(tmp_path_factory.mktemp("staff"), MINI)
    yield opened
    opened.records.close()


def sent(client: TestClient, path: str, **data: object) -> httpx.Response:
    """What a form of somebody who is signed in is answered."""
    return client.post(path, data={"csrf": csrf_of(client.get("/staff").text), **data})


def approved(client: TestClient, **more: object) -> str:
    """Where the answer stands that an editor has approved."""
    values = {"question": QUESTION, "answer": "退，押金300元。", "clause": CLAUSE, "quote": WORDS, **more}
    got = sent(client, "/staff/answers", **values)
    assert got.status_code == 303, got.text
    return str(got.headers["location"])


def rebuilt(admin: TestClient) -> str:
    """How a rebuild of the index ends."""
    assert sent(admin, "/staff/corpus/rebuild").status_code == 303
    for _ in range(600):
        now = admin.get("/staff/corpus/progress").json()
        if not now["under_way"]:
            break
        time.sleep(0.02)
    return str(now["stage"])
