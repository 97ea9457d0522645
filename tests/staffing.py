"""The staff's pages over the mini corpus and records of their own, for tests."""

import re
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.bootstrap import Assistant
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
from tests.factories import HashEmbedder
from tests.keeping import PASSWORD, QUICK, FakeClock, masked, records_settings
from tests.web import opened

NAMES = {Role.STAFF: "小王", Role.EDITOR: "老李", Role.ADMIN: "张主任"}
HTML = {"Accept": "text/html"}


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
        client = TestClient(self.app, base_url=base_url, headers=HTML, follow_redirects=False)
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
