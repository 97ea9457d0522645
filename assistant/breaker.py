"""Leaves a failing service alone for a while, so that no asker waits for one that is down."""

import threading
from collections.abc import Callable

FAILURES = 3  # in a row
REST = 60.0  # seconds


class Breaker:
    """Counts failures in a row; after some it permits nothing for a while, then one try at a time."""

    def __init__(self, clock: Callable[[], float], failures: int = FAILURES, rest: float = REST) -> None:
        """Take a monotonic clock in seconds."""
        self._clock = clock
        self._most, self._rest = failures, rest
        self._failures = 0
        self._until = 0.0
        self._lock = threading.Lock()

    def permits(self) -> bool:
        """True when the service may be called now."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._rest  # the others wait for what becomes of this try
            return True

    def succeeded(self) -> None:
        """The service works."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The service did not answer as it should."""
        with self._lock:
            self._failures += 1
            self._until = self._clock() + self._rest
