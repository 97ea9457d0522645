"""What the staff's pages work with, in one value."""

from dataclasses import dataclass, field

from assistant.answering import Assistant
from assistant.records.book import Records
from assistant.settings import Settings
from assistant.web.holder import AssistantHolder
from assistant.web.out_of_service import Switch
from assistant.web.recorder import Recorder
from assistant.web.staff.rebuilding import Rebuilding


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
        return self.holder.now()
