"""Every fault of the installation, with its remedy."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.bootstrap import index_store, load, make_chat_model, make_embedder
from assistant.errors import GeneratorUnavailableError
from assistant.messages import message
from assistant.settings import ROOT, Settings
from corpus.errors import PolicyError

_NEEDED = ("langchain", "chromadb", "sentence-transformers", "jieba", "gradio", "torch", "bm25s")
_ROOM = 500_000_000  # bytes that an index and its rebuilding may need
_SETUP = "python -m assistant.install setup"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` says what to do when it is not in order."""

    what: str
    ok: bool
    remedy: str = ""


def examine(settings: Settings, index: Path | None = None) -> list[Finding]:
    """Look at Python, packages, disk, corpus, models, index, records and language model; never raises for a fault."""
    product = [*_product(settings, index), _records(settings), language_model(settings)]
    return [_python(), *_packages(), *_disk(settings), *product]


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding(f"Python {found}", sys.version_info >= (3, 11), "install Python 3.11 or newer")


def _packages() -> Iterator[Finding]:
    pinned = _pinned()
    for name in _NEEDED:
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Finding(f"package {name}", False, f"not installed; run: {_SETUP}")
            continue
        wanted = pinned.get(name, found)
        right = found.split("+")[0] == wanted
        yield Finding(f"package {name} {found}", right, f"the lock file says {wanted}; run: {_SETUP}")


def _pinned() -> dict[str, str]:
    lock = ROOT / "requirements.lock"
    lines = lock.read_text(encoding="utf-8").split("\n") if lock.is_file() else []
    pairs = (line.split(";")[0].strip().split("==", 1) for line in lines if "==" in line and not line.startswith("#"))
    return dict(pairs)


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.var
    while not folder.exists():
        folder = folder.parent
    yield Finding(
        f"{settings.var} can be written", os.access(folder, os.W_OK), "give it to this user, or set POLICY_VAR"
    )
    free = shutil.disk_usage(folder).free
    yield Finding(
        f"{free // 1_000_000} MB free on disk", free > _ROOM, f"make room: {_ROOM // 1_000_000} MB are needed"
    )


def _product(settings: Settings, index: Path | None) -> Iterator[Finding]:
    from index.health import require_sound

    corpus, embedder = cache(lambda: load(settings)), cache(lambda: make_embedder(settings))
    texts = _attempt(f"corpus {settings.corpus}", corpus)
    yield texts
    model = _attempt("embedding model", lambda: embedder().load())
    yield model
    if texts.ok and model.ok:
        store = index_store(settings, index)
        yield _attempt(f"index {store.folder}", lambda: require_sound(corpus(), store, embedder()))


def _records(settings: Settings) -> Finding:
    """Looks at records that are there; those that are not are made when something is first kept."""
    from assistant.records.engine import database_url, is_unused, shown
    from assistant.records.opening import open_records

    try:
        url = database_url(settings.database_url, settings.var)
    except PolicyError as error:
        return Finding("records", False, str(error))
    if is_unused(url):
        return Finding(f"records {shown(url)}: none yet", True)
    return _attempt(f"records {shown(url)}", lambda: open_records(settings, masked=str).close())


def _attempt(what: str, check: Callable[[], object]) -> Finding:
    try:
        check()
    except PolicyError as error:
        return Finding(what, False, str(error))
    return Finding(what, True)


def language_model(settings: Settings) -> Finding:
    """Whether one is configured, and whether it answers; its key is shown nowhere."""
    if not settings.llm_base_url:
        return Finding("language model: none configured, none needed", True)
    what = f"language model {settings.llm_model} at {settings.llm_base_url}"
    from assistant.phrasing.in_time import in_time
    from assistant.phrasing.prompts import Prompt

    chat = make_chat_model(settings)
    greeting = Prompt(message("canned.identity"), message("page.warm_up"))
    try:
        chat.load()
        said = "".join(in_time(lambda: chat.whole(greeting), settings.llm_timeout))
    except GeneratorUnavailableError as error:
        return Finding(what, False, f"{error}; start it, or look at POLICY_LLM_BASE_URL, _MODEL and _API_KEY")
    return Finding(what, bool(said.strip()), "it answers nothing; see whether POLICY_LLM_MODEL is the right one")
