"""The questions that were asked, personal data masked before anything is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.model import Answer
from assistant.records.clock import Clock
from assistant.records.errors import UnknownRecordError
from assistant.records.filters import WITH_FEEDBACK, Wanted
from assistant.records.ids import QuestionId, new_id
from assistant.records.store import Store
from assistant.records.tables import FeedbackRow, QuestionRow

LONGEST = 4000  # characters that are kept of a question
PATIENCE = 3.0  # seconds that an answer waits to be kept while others write
_LONGEST_NAME = 128  # … of the name that a caller gives a conversation
Masked = Callable[[str], str]


class Channel(StrEnum):
    """Where a question came from."""

    PAGE = "page"
    API = "api"
    STAFF = "staff"
    COMPLETIONS = "completions"


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that an answer quoted."""

    clause_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question as it is kept, with what the asker thought of the answer (`useful` is None: nothing said)."""

    id: QuestionId
    asked_at: datetime
    question: str
    status: str
    route: str
    district: str | None
    citations: tuple[Cited, ...]
    answer: str
    latency_ms: float
    conversation: str | None
    channel: str
    useful: bool | None = None
    reason: str = ""


class QuestionLog:
    """Keeps questions, and finds them again."""

    def __init__(self, store: Store, clock: Clock, masked: Masked) -> None:
        self._store = store
        self._clock = clock
        self._masked = masked

    def answered(self, question: str, answer: Answer, channel: str, conversation: str | None = None) -> QuestionId:
        """The id under which a question was kept; the answer may repeat what was asked, so it is masked, too.

        Raises:
            RecordsUnavailableError: the database does not answer, or is locked: the asker does not wait for that.
        """
        identity = QuestionId(new_id())
        row = QuestionRow(
            id=identity,
            asked_at=self._clock(),
            question=self._masked(question)[:LONGEST],
            status=answer.status.value,
            route=answer.route.value,
            district=answer.district,
            citations=[{"clause_id": cited.clause_id, "quote": cited.quote} for cited in answer.citations],
            answer=self._masked(answer.text),
            latency_ms=answer.latency_ms,
            conversation=None if conversation is None else self._masked(conversation)[:_LONGEST_NAME],
            channel=Channel(channel).value,
        )
        with self._store.writing(patience=PATIENCE) as session:
            session.add(row)
        return identity

    def get(self, identity: str) -> KeptQuestion:
        """The question of that id.

        Raises:
            UnknownRecordError: there is none.
        """
        with self._store.reading() as session:
            found = session.execute(WITH_FEEDBACK.where(QuestionRow.id == identity)).one_or_none()
            if found is None:
                raise UnknownRecordError(f"question_id: no question {identity!r}.", "records.unknown_question")
            return _kept(*found)

    def recent(self, limit: int = 50, before: str | None = None) -> Sequence[KeptQuestion]:
        """The newest first, as far as they fit; `before` is the id of the last one already seen."""
        return self.matching(Wanted(), limit, before)

    def matching(self, which: Wanted, limit: int = 50, before: str | None = None) -> Sequence[KeptQuestion]:
        """Those that are wanted, the newest first; `before` is the id of the last one already seen."""
        wanted = WITH_FEEDBACK.order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc()).limit(limit)
        wanted = wanted.where(*which.conditions())
        with self._store.reading() as session:
            if before is not None:
                last = session.get(QuestionRow, before)
                if last is None:
                    return []
                wanted = wanted.where(
                    (QuestionRow.asked_at < last.asked_at)
                    | ((QuestionRow.asked_at == last.asked_at) & (QuestionRow.id < last.id))
                )
            return [_kept(*found) for found in session.execute(wanted)]


def _kept(row: QuestionRow, feedback: FeedbackRow | None) -> KeptQuestion:
    return KeptQuestion(
        id=QuestionId(row.id),
        asked_at=row.asked_at,
        question=row.question,
        status=row.status,
        route=row.route,
        district=row.district,
        citations=tuple(Cited(cited["clause_id"], cited["quote"]) for cited in row.citations),
        answer=row.answer,
        latency_ms=row.latency_ms,
        conversation=row.conversation,
        channel=row.channel,
        useful=feedback.useful if feedback else None,
        reason=feedback.reason if feedback else "",
    )
