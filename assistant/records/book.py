"""Everything that the records offer, in one value that many threads may share."""

from dataclasses import dataclass

from assistant.records.approved import ApprovedAnswers
from assistant.records.audit import AuditLog
from assistant.records.clock import Clock
from assistant.records.feedback import FeedbackBook
from assistant.records.questions import QuestionLog
from assistant.records.retention import Retention
from assistant.records.service import ServiceSwitch
from assistant.records.sessions import Sessions
from assistant.records.sign_in import SignIn
from assistant.records.store import Store
from assistant.records.users import Users
from assistant.records.wordings import Wordings


@dataclass(frozen=True, slots=True)
class Records:
    """What a call has written when it returns is committed."""

    store: Store
    clock: Clock
    questions: QuestionLog
    feedback: FeedbackBook
    approved: ApprovedAnswers
    wordings: Wordings
    users: Users
    sessions: Sessions
    sign_in: SignIn
    service: ServiceSwitch
    audit: AuditLog
    retention: Retention

    def require_open(self) -> None:
        """Nothing, when the records have been opened.

        Raises:
            RecordsUnavailableError: they have not been opened yet.
        """
        _ = self.store.engine

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
