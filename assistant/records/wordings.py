"""Other ways of asking for an approved answer: suggested by anybody, accepted or refused by an officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.records.audit import Act, AuditLog
from assistant.records.clock import Clock
from assistant.records.errors import RefusedError, UnknownRecordError
from assistant.records.folding import key
from assistant.records.ids import AnswerId, WordingId, new_id
from assistant.records.locks import Lock
from assistant.records.questions import Masked
from assistant.records.states import LONGEST, State, Verdict
from assistant.records.store import Store
from assistant.records.tables import ApprovedRow, WordingRow


@dataclass(frozen=True, slots=True)
class Wording:
    """A way of asking; `own` is the question that the answer was approved for."""

    id: WordingId
    answer_id: AnswerId
    text: str
    own: bool
    verdict: Verdict
    suggested_by: str
    suggested_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class Wordings:
    """Takes suggestions, and an officer's verdicts on them."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog, masked: Masked) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit
        self._masked = masked

    def suggest(self, answer_id: str, text: str, by: str) -> WordingId:
        """A wording that waits for a verdict; one that comes from askers is masked.

        Raises:
            UnknownRecordError: there is no active answer of that id.
            RefusedError: nothing can be read in it, it is too long, or this answer has it already.
        """
        text = self._masked(text.strip())
        if not key(text) or len(text) > LONGEST:
            raise RefusedError(f"text: 1 to {LONGEST} characters.", "records.wording_length", limit=LONGEST)
        identity = WordingId(new_id())
        with self._store.writing(one_at_a_time=Lock.APPROVED) as session:
            require_active(session, answer_id)
            known = select(WordingRow.id).where(WordingRow.answer_id == answer_id, WordingRow.key == key(text))
            if session.scalars(known).first() is not None:
                raise RefusedError("text: this answer has that wording already.", "records.wording_known")
            row = WordingRow(
                id=identity,
                answer_id=answer_id,
                text=text,
                key=key(text),
                own=False,
                state=Verdict.SUGGESTED.value,
                live=False,
                suggested_by=by,
                suggested_at=self._clock(),
            )
            session.add(row)
            self._audit.enter(session, by, Act.WORDING_SUGGESTED, answer_id, text)
        return identity

    def accept(self, identity: str, by: str) -> None:
        """From now on it finds the answer.

        Raises:
            UnknownRecordError: there is no such wording, or its answer is not active.
            RefusedError: another answer is found by it.
        """
        with self._store.writing(one_at_a_time=Lock.APPROVED) as session:
            row = _require_wording(session, identity)
            require_active(session, row.answer_id)
            if row.live:
                return
            require_free(session, row.key)
            self._decide(session, row, Verdict.ACCEPTED, by)

    def refuse(self, identity: str, by: str) -> None:
        """It does not find the answer, or no more.

        Raises:
            UnknownRecordError: there is no such wording.
        """
        with self._store.writing(one_at_a_time=Lock.APPROVED) as session:
            self._decide(session, _require_wording(session, identity), Verdict.REFUSED, by)

    def of(self, answer_id: str) -> Sequence[Wording]:
        """Every wording of an answer, its own question first, then as they were suggested."""
        wanted = select(WordingRow).where(WordingRow.answer_id == answer_id)
        with self._store.reading() as session:
            rows = session.scalars(wanted.order_by(WordingRow.own.desc(), WordingRow.suggested_at, WordingRow.id))
            return [_wording(row) for row in rows]

    def waiting(self) -> Sequence[Wording]:
        """The wordings of active answers that wait for a verdict, the oldest first."""
        wanted = (
            select(WordingRow)
            .join(ApprovedRow, ApprovedRow.id == WordingRow.answer_id)
            .where(WordingRow.state == Verdict.SUGGESTED.value, ApprovedRow.state == State.ACTIVE.value)
        )
        with self._store.reading() as session:
            return [_wording(row) for row in session.scalars(wanted.order_by(WordingRow.suggested_at, WordingRow.id))]

    def _decide(self, session: Session, row: WordingRow, verdict: Verdict, by: str) -> None:
        accepted = verdict is Verdict.ACCEPTED
        row.state, row.live, row.decided_by, row.decided_at = verdict.value, accepted, by, self._clock()
        act = Act.WORDING_ACCEPTED if accepted else Act.WORDING_REFUSED
        self._audit.enter(session, by, act, row.answer_id, row.text)


def require_free(session: Session, same: str) -> None:
    """Nothing, when no active answer is found by that key.

    Raises:
        RefusedError: one is; the message gives its id.
    """
    taken = session.scalars(select(WordingRow).where(WordingRow.key == same, WordingRow.live)).first()
    if taken is not None:
        raise RefusedError(
            f"question: the active answer {taken.answer_id} is found by it. Replace or withdraw that one.",
            "records.question_taken",
            question=taken.text,
        )


def require_active(session: Session, identity: str) -> ApprovedRow:
    """The active answer of that id.

    Raises:
        UnknownRecordError: there is none.
    """
    row = session.get(ApprovedRow, identity)
    if row is None or row.state != State.ACTIVE.value:
        raise UnknownRecordError(f"answer: no active answer {identity!r}.", "records.unknown_answer")
    return row


def _require_wording(session: Session, identity: str) -> WordingRow:
    row = session.get(WordingRow, identity)
    if row is None or row.own:
        raise UnknownRecordError(f"wording: no wording {identity!r}.", "records.unknown_wording")
    return row


def _wording(row: WordingRow) -> Wording:
    return Wording(
        WordingId(row.id),
        AnswerId(row.answer_id),
        row.text,
        row.own,
        Verdict(row.state),
        row.suggested_by,
        row.suggested_at,
        row.decided_by,
        row.decided_at,
    )
