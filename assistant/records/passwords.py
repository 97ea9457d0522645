"""Passwords: argon2 hashes, and the same work for a name that nobody has."""

import secrets
import threading
import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.records.errors import RefusedError

SHORTEST, LONGEST = 12, 256  # characters
_AT_ONCE = 4  # each hash takes 64 MB while it is computed


class Passwords:
    """Hashes and verifies."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Take the hasher; without one, the parameters that argon2-cffi recommends."""
        self._hasher = hasher or PasswordHasher()
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def hashed(self, password: str) -> str:
        """The hash to keep.

        Raises:
            RefusedError: the password is too short or too long.
        """
        if not SHORTEST <= len(_typed(password)) <= LONGEST:
            raise RefusedError(
                f"password: {SHORTEST} to {LONGEST} characters.",
                "records.password_length",
                shortest=SHORTEST,
                longest=LONGEST,
            )
        with self._room:
            return self._hasher.hash(_typed(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """True when the password is the one that was hashed; None takes as long and is False."""
        wanted = kept if kept is not None else self._nobodys
        typed = _typed(password[:LONGEST])
        with self._room:
            try:
                return self._hasher.verify(wanted, typed) and kept is not None and len(password) <= LONGEST
            except (VerificationError, InvalidHashError):
                return False

    def outdated(self, kept: str) -> bool:
        """True when a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe(32))


def _typed(password: str) -> str:
    """The password whichever keyboard it was typed on; halves of characters become ?."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode("utf-8")
