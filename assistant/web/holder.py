"""The assistant of a server: opened in the background, so that the page is there at once."""

import logging
import threading
from collections.abc import Callable

from assistant.bootstrap import Assistant
from corpus.errors import PolicyError
from corpus.model import Corpus

_log = logging.getLogger(__name__)


class AssistantHolder:
    """Opens the assistant once, in a thread of its own."""

    def __init__(self, opener: Callable[[], Assistant]) -> None:
        """Take what opens the assistant."""
        self._opener = opener
        self._assistant: Assistant | None = None
        self._failure: str | None = None
        self.rebuilt: Corpus | None = None  # the corpus of an assistant that was swapped in
        self._done = threading.Event()

    def start(self) -> None:
        """Begin to open it; returns at once."""
        threading.Thread(target=self._open, name="open-assistant", daemon=True).start()

    def _open(self) -> None:
        try:
            assistant = self._opener()
            assistant.warm_up()
            self._assistant = assistant
        except PolicyError as error:
            self._failure = str(error)
            _log.error("the assistant cannot be opened: %s", error)
        except Exception as error:  # noqa: BLE001  # a thread's error reaches nobody else
            self._failure = f"{type(error).__name__}: {error}"
            _log.exception("the assistant cannot be opened")
        finally:
            self._done.set()

    def swap(self, assistant: Assistant) -> None:
        """From now on this one answers; questions under way are answered by the one before."""
        self._assistant = assistant
        self._failure = None
        self.rebuilt = assistant.corpus
        self._done.set()

    def get(self, timeout: float | None = None) -> Assistant | None:
        """The assistant once it is open; None when it is not within `timeout` seconds, or failed."""
        self._done.wait(timeout)
        return self._assistant

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
