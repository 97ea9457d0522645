"""The assistant of a server: opened in the background, so that the page is there at once."""

import threading
from collections.abc import Callable

from assistant.answering import Assistant
from assistant.web import background
from assistant.web.failures import RefusedError
from assistant.web.gate import RETRY_AFTER
from corpus.model import Corpus


class AssistantHolder:
    """Opens the assistant once, in a thread of its own."""

    def __init__(self, opener: Callable[[], Assistant]) -> None:
        """Take what opens the assistant."""
        self._opener = opener
        self._assistant: Assistant | None = None
        self._failure: str | None = None
        self._rebuilt: Corpus | None = None  # the corpus of an assistant that was swapped in
        self._done = threading.Event()

    def start(self) -> None:
        """Begin to open it; returns at once."""
        background.start("open-assistant", self._open, self._failed)

    def _open(self) -> None:
        assistant = self._opener()
        assistant.warm_up()
        self._assistant = assistant
        self._done.set()

    def _failed(self, why: str) -> None:
        self._failure = why
        self._done.set()

    def swap(self, assistant: Assistant) -> None:
        """From now on this one answers; questions under way are answered by the one before."""
        self._assistant = assistant
        self._failure = None
        self._rebuilt = assistant.corpus
        self._done.set()

    def served(self, first: Corpus) -> Corpus:
        """The corpus that answers rest on: the one that was built anew, if any was, else the first."""
        return self._rebuilt or first

    def get(self, timeout: float | None = None) -> Assistant | None:
        """The assistant once it is open; None when it is not within `timeout` seconds, or failed."""
        self._done.wait(timeout)
        return self._assistant

    def now(self) -> Assistant:
        """The assistant that answers now.

        Raises:
            RefusedError: it is not open yet, or cannot be opened (503).
        """
        if self._assistant is None:
            raise self.not_open()
        return self._assistant

    def not_open(self) -> RefusedError:
        """Why the assistant cannot be asked yet, or at all."""
        code = "unavailable" if self.failure else "starting"
        return RefusedError(503, code, headers={"Retry-After": str(RETRY_AFTER)})

    @property
    def ready(self) -> bool:
        """True once questions can be answered."""
        return self._assistant is not None

    @property
    def state(self) -> str:
        """starting, ready or failed."""
        if self.ready:
            return "ready"
        return "failed" if self.failure else "starting"

    @property
    def failure(self) -> str | None:
        """Why it could not be opened, or None."""
        return self._failure
