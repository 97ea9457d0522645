"""After a rebuild every page says what the answers say."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.settings import Settings
from assistant.web.pages import with_pages
from corpus.loader import load_corpus
from tests.conftest import ROOT
from tests.web import SlowAssistant, application, opened

_CONFIG = re.compile(r"window\.gradio_config = (\{.*?\});</script>", re.DOTALL)
_CHANGES = (
    ("sources/weihai-2022.md", "每人次160元", "每人次180元"),
    ("verdicts.yaml", "每人次160元", "每人次180元"),
    ("rules/fees/city/intermediate.yaml", "每人次160元", "每人次180元"),
    ("rules/fees/city/intermediate.yaml", 'amount: "160"', 'amount: "180"'),
    ("districts.yaml", "districts:\n", "districts:\n  - {name: 新设区, office: wendeng, aliases: [新设]}\n"),
)


class Visitor:
    """Opens the pages of a server whose texts are built anew when it is told so."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._holder = opened(SlowAssistant())
        self.client = TestClient(with_pages(application(self._holder, corpus=corpus), Settings(), lambda: None))

    def rebuild(self) -> None:
        """One fee is changed, an edition, and a district comes to be."""
        for name, old, new in _CHANGES:
            _replace(self._corpus / name, old, new)
        for path in (self._corpus / "manifest.yaml", *(self._corpus / "rules").rglob("*.yaml")):
            if 'edition: "2022"' in path.read_text(encoding="utf-8"):
                _replace(path, 'edition: "2022"', 'edition: "2023"')
        before, after = (
            hashlib.sha256((corpus / "sources/weihai-2022.md").read_bytes()).hexdigest()
            for corpus in (ROOT / "corpus", self._corpus)
        )
        _replace(self._corpus / "manifest.yaml", before, after)
        self.swap(load_corpus(self._corpus))

    def swap(self, corpus: object) -> None:
        """From now on the answers rest on that corpus."""
        self._holder.swap(SimpleNamespace(corpus=corpus))

    def chat_opened(self, *kept: object) -> dict[str, Any]:
        """What the parts of the chat page are told as it is opened, by their names."""
        found = _CONFIG.search(self.client.get("/").text)
        assert found is not None
        config = json.loads(found.group(1))
        names = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
        load = next(each for each in config["dependencies"] if "load" in [name for _, name in each["targets"]])
        body = {"fn_index": load["id"], "data": kept, "session_hash": "s"}
        told = self.client.post("/gradio_api/run/predict", json=body).json()["data"]
        return dict(zip([names[part] for part in load["outputs"]], told, strict=True))


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return Visitor(corpus)


def test_forms_and_texts_say_the_new_fee_as_the_interfaces_do(visitor: Visitor) -> None:
    paths = ("/fees?中级=1", "/documents/weihai-2022")
    for path in paths:
        assert "160元" in visitor.client.get(path).text
    visitor.rebuild()
    assert "180元" in visitor.client.post("/api/v1/calculate/fee", json={"levels": {"中级": 1}}).text
    for path in paths:
        shown = visitor.client.get(path).text
        assert "180元" in shown
        assert "160元" not in shown


def test_the_chat_page_names_the_new_edition_and_the_new_district(visitor: Visitor) -> None:
    nothing = {"__type__": "update"}
    told = visitor.chat_opened(None, {"name": "文登区"})
    assert (told["district"], told["statement"]) == ("文登区", nothing)
    assert visitor.chat_opened(None, {"name": "新设区"})["district"] == nothing
    visitor.rebuild()
    told = visitor.chat_opened(None, {"name": "新设区"})
    assert told["district"]["value"] == "新设区"
    assert ["新设区", "新设区"] in told["district"]["choices"]
    assert "2023年度" in told["statement"]
    assert visitor.chat_opened(None, {"name": "没有区"})["district"]["value"] == ""


def test_the_figure_of_clauses_is_that_of_the_new_texts(visitor: Visitor) -> None:
    visitor.swap(SimpleNamespace(clauses=(None,) * 7))
    assert "policy_corpus_clauses 7.0" in visitor.client.get("/metrics").text
