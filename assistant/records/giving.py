"""Approved answers out of the records, as the pipeline asks for them."""

import logging
import time
from typing import TYPE_CHECKING

from assistant.approved import Approved, Quote
from assistant.phrasing.breaker import Breaker
from assistant.records.errors import RecordsUnavailableError
from assistant.records.place import records_file
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.records.approved import ApprovedAnswer, ApprovedAnswers

_log = logging.getLogger(__name__)


class GivenAnswers:
    """Looks approved answers up; a database that does not answer is left alone for a while."""

    def __init__(self, answers: "ApprovedAnswers", breaker: Breaker | None = None) -> None:
        self._answers = answers
        self._breaker = breaker or Breaker(time.monotonic)

    def look_again(self) -> None:
        """The database is back: ask it at once."""
        self._breaker.succeeded()

    def find(self, question: str) -> Approved | None:
        """The answer approved for that question or an accepted wording of it.

        Raises:
            RecordsUnavailableError: the database does not answer.
        """
        if not self._breaker.permits():
            return None
        try:
            found = self._answers.find(question)
        except RecordsUnavailableError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return given(found) if found is not None else None


def given(answer: "ApprovedAnswer") -> Approved:
    """An approved answer as the pipeline shows it."""
    quotes = (Quote(one.clause_id, one.quote, one.clause_sha256) for one in answer.bindings)
    return Approved(answer.id, answer.answer, tuple(quotes))


def given_answers(settings: Settings) -> GivenAnswers | None:
    """The approved answers of an installation, for commands; None when none are kept there, or nobody can look.

    Raises:
        BadCallError: database_url is no address of ours.
    """
    if not settings.database_url and not records_file(settings.var).is_file():
        return None  # most often: before a database library is loaded for nothing
    from assistant.records.engine import database_url, is_unused
    from assistant.records.opening import open_records

    if is_unused(database_url(settings.database_url, settings.var)):
        return None
    try:
        return GivenAnswers(open_records(settings, masked=str).approved)
    except RecordsUnavailableError as error:
        _log.warning("approved answers are not given: %s", error)
        return None
