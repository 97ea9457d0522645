"""Signing in: throttled, equally slow whoever is named, and every attempt in the audit log."""

from assistant.network import network_of
from assistant.records import throttle
from assistant.records.audit import Act, AuditLog
from assistant.records.clock import Clock
from assistant.records.errors import SignInRefusedError, SignInThrottledError
from assistant.records.locks import Lock
from assistant.records.passwords import Passwords
from assistant.records.sessions import Sessions
from assistant.records.store import Store
from assistant.records.tables import AttemptRow
from assistant.records.users import find


class SignIn:
    """Names and passwords → tokens of sessions."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog, passwords: Passwords, sessions: Sessions) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._passwords = passwords
        self._sessions = sessions

    def attempt(self, name: str, password: str, address: str) -> str:
        """The token of a new session; `address` is where the attempt comes from.

        Raises:
            SignInRefusedError: the name or the password is wrong, or the user disabled.
            SignInThrottledError: too many failures of late, of this name or from this address.
        """
        number, kept = self._begin(name, address)
        # outside of any transaction: it takes a while, on purpose
        right = self._passwords.verify(kept, password)
        renewed = self._passwords.hashed(password) if right and kept and self._passwords.outdated(kept) else None
        token = self._finish(number, name, kept if right else None, renewed, address)
        if token is None:
            raise SignInRefusedError
        return token

    def _begin(self, name: str, address: str) -> tuple[int, str | None]:
        """The number of the attempt and the hash to compare with."""
        now = self._clock()
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            user = find(session, name)
            wait = throttle.wait(session, name, address, now)
            if wait is None:
                return throttle.attempt(session, name, address, now).id, user.password_hash if user else None
            who = user.name if user else _nobody(name)
            self._audit.enter(session, who, Act.SIGN_IN_THROTTLED, network_of(address))
        raise SignInThrottledError(wait)

    def _finish(self, number: int, name: str, proved: str | None, renewed: str | None, address: str) -> str | None:
        """A token, when the hash that was proved is still the user's."""
        with self._store.writing(one_at_a_time=Lock.SIGN_IN) as session:
            user = find(session, name)
            where = network_of(address)
            if user is None or user.disabled or proved is None or user.password_hash != proved:
                self._audit.enter(session, user.name if user else _nobody(name), Act.SIGN_IN_REFUSED, where)
                return None
            attempt = session.get(AttemptRow, number)
            if attempt is not None:
                attempt.succeeded = True
            if renewed is not None:
                user.password_hash = renewed
            self._audit.enter(session, user.name, Act.SIGNED_IN, where)
            return self._sessions.open(session, user)


def _nobody(name: str) -> str:
    """A name that nobody has, told apart from others and not repeated: it may be a password."""
    return f"unknown {throttle.hashed(name)[:8]}"
