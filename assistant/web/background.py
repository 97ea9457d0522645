"""Jobs in the background of a server, each in a thread of its own that ends with the process."""

import logging
import threading
from collections.abc import Callable

from corpus.errors import PolicyError

_log = logging.getLogger(__name__)


def start(name: str, job: Callable[[], None], failed: Callable[[str], None]) -> None:
    """Begin a job; returns at once.

    Args:
        failed: told why the job did not come to its end: in our words, or, when nobody had foreseen it, only what
            kind of fault it was. All of it stands in the log.
    """

    def run() -> None:
        try:
            job()
        except PolicyError as error:
            _log.error("%s: %s", name, error)
            failed(str(error))
        except Exception as error:  # noqa: BLE001  # the end of a thread: what passes it is lost, and waited for in vain
            _log.exception("%s", name)
            failed(type(error).__name__)

    threading.Thread(target=run, name=name, daemon=True).start()
