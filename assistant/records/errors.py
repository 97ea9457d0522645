"""Errors of the records; the family tree stands in corpus/errors.py."""

from datetime import timedelta

from assistant.errors import AssistantError
from assistant.messages import message


class RecordsError(AssistantError):
    """Something about the records went wrong."""


class RecordsUnavailableError(RecordsError):
    """The database cannot be opened, read or written; the message says what to look at."""

    exit_code = 3


class RefusedError(RecordsError):
    """What somebody asked for is against a rule of the records.

    The message is for logs and the command line; `shown` is the Chinese sentence for a page, `key` its
    name in messages.zh.toml.
    """

    exit_code = 2

    def __init__(self, text: str, key: str, **values: object) -> None:
        super().__init__(text)
        self.key = key
        self.values = values

    @property
    def shown(self) -> str:
        """The sentence for the person at the page."""
        return message(self.key, **self.values)


class UnknownRecordError(RefusedError):
    """An id or a name that is not in the records."""


class SignInRefusedError(RefusedError):
    """The name or the password is wrong, or the user disabled: which of them is not said."""

    def __init__(self) -> None:
        super().__init__("sign-in: the name or the password is wrong.", "records.sign_in_refused")


class SignInThrottledError(RefusedError):
    """Too many failures of late; `wait` says for how long."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        text = f"sign-in: too many failures; try again in {minutes} minutes."
        super().__init__(text, "records.sign_in_throttled", minutes=minutes)
        self.wait = wait


class ArchiveError(RecordsError):
    """A backup archive that is damaged, or not one that this version can restore."""

    exit_code = 2
