"""What the staff's pages work with, in one value."""

import logging
from dataclasses import dataclass, field

from assistant.bootstrap import Assistant
from assistant.errors import AssistantError
from assistant.model import Answer
from assistant.records.book import Records
from assistant.settings import Settings
from assistant.web.failures import RefusedError
from assistant.web.holder import AssistantHolder
from assistant.web.out_of_service import Switch
from assistant.web.recorder import Recorder
from assistant.web.staff.rebuilding import Rebuilding

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """Shared by all requests."""

    settings: Settings
    records: Records
    holder: AssistantHolder
    recorder: Recorder
    rebuilding: Rebuilding
    switch: Switch = field(init=False)

    def __post_init__(self) -> None:
        """Look at the records' own switch."""
        object.__setattr__(self, "switch", Switch(self.records.service.closed))

    def assistant(self) -> Assistant:
        """The assistant that answers now.

        Raises:
            RefusedError: it is not open yet, or cannot be opened (503).
        """
        found = self.holder.get(0)
        if found is None:
            raise RefusedError(503, "unavailable" if self.holder.failure else "starting", headers={"Retry-After": "5"})
        return found

    def keep(self, question: str, answer: Answer) -> str | None:
        """The id under which an answer is kept; None when it could not be: it is given all the same."""
        try:
            return self.recorder.answered(question, answer, "staff", None)
        except AssistantError:
            _log.exception("an answer could not be recorded")
            return None
