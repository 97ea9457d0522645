"""Building the index anew while the old one serves; the new one is swapped in when it is whole."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from assistant.answering import Assistant
from assistant.bootstrap import index_store, load, make_embedder
from assistant.records.book import Records
from assistant.records.errors import RecordsUnavailableError
from assistant.settings import Settings
from assistant.web import background
from assistant.web.holder import AssistantHolder
from corpus.model import Corpus

_log = logging.getLogger(__name__)
_ACT = "index rebuilt"


class Stage(StrEnum):
    """How far a rebuild has come."""

    IDLE = "idle"
    BUILDING = "building"
    OPENING = "opening"
    DONE = "done"
    FAILED = "failed"


class Builder(Protocol):
    """Builds the index of the corpus as it is now, telling how many passages are done and how many there are."""

    def __call__(self, progress: Callable[[int, int], None], /) -> None:
        """Build it.

        Raises:
            PolicyError: it cannot be built; the old one is as it was.
        """


@dataclass(frozen=True, slots=True)
class Progress:
    """What a rebuild is at; `why` says why it failed."""

    stage: Stage = Stage.IDLE
    done: int = 0
    total: int = 0
    why: str = ""

    @property
    def under_way(self) -> bool:
        """True while it works."""
        return self.stage in (Stage.BUILDING, Stage.OPENING)


class Rebuilding:
    """At most one rebuild at a time, in a thread of its own."""

    def __init__(
        self,
        build: Builder,
        opener: Callable[[], Assistant],
        holder: AssistantHolder,
        records: Records,
        status: Callable[[], Mapping[str, Any]] = dict,
    ) -> None:
        self.status = status
        self._build = build
        self._opener = opener
        self._holder = holder
        self._records = records
        self._lock = threading.Lock()
        self.progress = Progress()

    @classmethod
    def of(
        cls,
        settings: Settings,
        index: Path | None,
        holder: AssistantHolder,
        records: Records,
        opener: Callable[[], Assistant],
    ) -> "Rebuilding":
        """Of the corpus that the settings name."""
        return cls(partial(_built, settings, index), opener, holder, records, partial(_status, settings, index))

    def start(self, by: str) -> bool:
        """Begin; False when one is under way already."""
        with self._lock:
            if self.progress.under_way:
                return False
            self.progress = Progress(Stage.BUILDING)
        background.start("rebuild-index", partial(self._run, by), self._failed)
        return True

    def _run(self, by: str) -> None:
        self._build(lambda done, total: self._at(Progress(Stage.BUILDING, done, total)))
        self._at(Progress(Stage.OPENING))
        assistant = self._opener()
        assistant.warm_up()
        withdraw_changed(self._records, assistant.corpus)
        self._holder.swap(assistant)
        self._at(Progress(Stage.DONE))  # it serves, whether or not that can be noted
        self._note(by, assistant.corpus)

    def _note(self, by: str, corpus: Corpus) -> None:
        try:
            self._records.audit.note(by, _ACT, corpus.root)
        except RecordsUnavailableError as error:
            _log.error("the audit log does not have that %s rebuilt the index: %s", by, error)

    def _failed(self, why: str) -> None:
        self._at(Progress(Stage.FAILED, why=why))

    def _at(self, progress: Progress) -> None:
        self.progress = progress


def withdraw_changed(records: Records, corpus: Corpus) -> None:
    """Withdraw the approved answers whose clauses are no longer what they were; what is withdrawn is logged."""
    try:
        for stale in records.approved.withdraw_changed(corpus):
            _log.warning("approved answer %s is withdrawn: %s changed", stale.answer.id, ", ".join(stale.clauses))
    except RecordsUnavailableError as error:
        _log.warning("approved answers could not be compared with the texts: %s", error)


def _built(settings: Settings, index: Path | None, progress: Callable[[int, int], None]) -> None:
    from index.build import build_index

    corpus, store = load(settings), index_store(settings, index)
    build_index(corpus, store, make_embedder(settings, building=True), progress=progress)


def _status(settings: Settings, index: Path | None) -> Mapping[str, Any]:
    """What is in the index, compared with the corpus as it is now on disk.

    Raises:
        PolicyError: the corpus cannot be read, or the model is missing.
    """
    from index.health import status

    return status(load(settings), index_store(settings, index), make_embedder(settings))
