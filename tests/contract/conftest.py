"""Fixtures that several contracts of the records share."""

from pathlib import Path

import pytest

from assistant.records.book import Records
from assistant.records.users import Role
from tests.keeping import PASSWORD


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of material, with code and something hidden beside it."""
    folder = tmp_path / "corpus"
    for name, text in {"a.md": "第一条", "rules/fee.yaml": "160", "deep/er/b.md": "第二条", "x.py": "code"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".hidden").write_text("hidden")
    return folder


@pytest.fixture
def boss(records: Records) -> str:
    """The name of an admin."""
    return records.users.add("王主任", Role.ADMIN, PASSWORD, by="test").name
