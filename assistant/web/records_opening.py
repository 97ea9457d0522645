"""Opens the records of a server: when it starts, and while their database is not there, again and again."""

import logging
import time
from collections.abc import Callable

from assistant.records.errors import RecordsUnavailableError
from assistant.web import background
from assistant.web.recorder import KEEPING_FAULTS

AGAIN = 5.0  # seconds between two attempts
AT_ONCE = 5.0  # seconds that an attempt waits for whoever has locked the records, so that a server is soon there
_log = logging.getLogger(__name__)


class RecordsOpening:
    """Until they are open, questions are answered without records, and what needs the records says so (503)."""

    def __init__(self, attempt: Callable[[], None], again: float = AGAIN) -> None:
        """Take what opens them, which raises RecordsError when it cannot."""
        self._attempt = attempt
        self._again = again
        self._failure: str | None = None

    def first(self) -> None:
        """Try once.

        Raises:
            PolicyError: something is wrong that no waiting will mend.
        """
        try:
            self._attempt()
        except RecordsUnavailableError as error:
            self._failed(error)

    def then(self, opened: Callable[[], None]) -> None:
        """Do that as soon as they are open: now, or in the background when their database is there."""
        if self._failure is None:
            opened()
            return
        background.start("open-records", lambda: self._keep_trying(opened), lambda _: None)

    def _keep_trying(self, opened: Callable[[], None]) -> None:
        while self._failure is not None:
            time.sleep(self._again)
            try:
                self._attempt()
                self._failure = None
            except KEEPING_FAULTS as error:
                self._failed(error)
        _log.warning("the records are open: answers are recorded again, and the staff can sign in")
        opened()

    def _failed(self, error: Exception) -> None:
        if str(error) != self._failure:  # once, however often it is tried
            _log.warning(
                "nothing is recorded and nobody can sign in until the records can be opened; "
                "that is tried every %.0f seconds: %s",
                self._again,
                error,
            )
        self._failure = str(error)
