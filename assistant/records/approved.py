"""Answers that an officer has approved (人工核定), each bound to the clauses that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.records.audit import SYSTEM, Act, AuditLog
from assistant.records.bindings import Binding, Quoted, bound, changed, clauses_by_id
from assistant.records.clock import Clock
from assistant.records.errors import RefusedError, UnknownRecordError
from assistant.records.folding import key
from assistant.records.ids import AnswerId, new_id
from assistant.records.locks import Lock
from assistant.records.states import LONGEST, State, Verdict
from assistant.records.store import Store
from assistant.records.tables import ApprovedRow, BindingRow, WordingRow
from assistant.records.wordings import require_active, require_free
from corpus.model import Corpus


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took an answer back, when and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovedAnswer:
    """An approved answer; it is given while `withdrawal` is None."""

    id: AnswerId
    question: str
    answer: str
    bindings: tuple[Binding, ...]
    author: str
    approved_at: datetime
    withdrawal: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """An answer that was withdrawn because its clauses are no longer what they were."""

    answer: ApprovedAnswer
    clauses: tuple[str, ...]


class ApprovedAnswers:
    """Takes answers in, gives them out, and withdraws them."""

    def __init__(self, store: Store, clock: Clock, audit: AuditLog) -> None:
        self._store = store
        self._clock = clock
        self._audit = audit

    def approve(
        self,
        question: str,
        answer: str,
        quotes: Sequence[Quoted],
        corpus: Corpus,
        by: str,
        replaces: str | None = None,
    ) -> ApprovedAnswer:
        """The answer, from now on given to that question; the one that it replaces is withdrawn with it.

        Wordings that were accepted for the replaced answer find the new one.

        Raises:
            RefusedError: something is empty or too long, a quotation is not verbatim, or the question has an
                active answer already.
            UnknownRecordError: there is no active answer to replace.
        """
        question, answer = question.strip(), answer.strip()
        if not key(question) or len(question) > LONGEST or not answer or len(answer) > LONGEST:
            raise RefusedError(
                f"question, answer: both are needed, at most {LONGEST} characters each.",
                "records.approved_length",
                limit=LONGEST,
            )
        bindings = bound(quotes, corpus)
        identity, now = new_id(), self._clock()
        with self._store.writing(one_at_a_time=Lock.APPROVED) as session:
            inherited = self._replaced(session, replaces, by) if replaces is not None else []
            require_free(session, key(question))
            row = ApprovedRow(
                id=identity, question=question, answer=answer, author=by, approved_at=now, state=State.ACTIVE.value
            )
            session.add(row)
            session.flush()  # what follows refers to it
            session.add_all(
                BindingRow(
                    answer_id=identity, n=n, clause_id=one.clause_id, clause_sha256=one.clause_sha256, quote=one.quote
                )
                for n, one in enumerate(bindings, 1)
            )
            texts = {key(text): text for text in inherited} | {key(question): question}
            for same, text in texts.items():
                session.add(
                    WordingRow(
                        id=new_id(),
                        answer_id=identity,
                        text=text,
                        key=same,
                        own=same == key(question),
                        state=Verdict.ACCEPTED.value,
                        live=True,
                        suggested_by=by,
                        suggested_at=now,
                        decided_by=by,
                        decided_at=now,
                    )
                )
            self._audit.enter(session, by, Act.ANSWER_APPROVED, identity, question)
            return _answer(row, bindings)

    def find(self, question: str) -> ApprovedAnswer | None:
        """The active answer to exactly that question, or to an accepted wording of it."""
        same = key(question)
        if not same:
            return None
        asked = (
            select(ApprovedRow)
            .join(WordingRow, WordingRow.answer_id == ApprovedRow.id)
            .where(WordingRow.key == same, WordingRow.live, ApprovedRow.state == State.ACTIVE.value)
        )
        with self._store.reading() as session:
            row = session.scalars(asked).one_or_none()
            return None if row is None else _answer(row, _bindings(session, row.id))

    def get(self, identity: str) -> ApprovedAnswer:
        """The answer of that id, active or withdrawn.

        Raises:
            UnknownRecordError: there is none.
        """
        with self._store.reading() as session:
            row = session.get(ApprovedRow, identity)
            if row is None:
                raise UnknownRecordError(f"answer: no answer {identity!r}.", "records.unknown_answer")
            return _answer(row, _bindings(session, row.id))

    def every(self, state: State | None = None) -> list[ApprovedAnswer]:
        """All answers, or those of a state, the newest first."""
        wanted = select(ApprovedRow).order_by(ApprovedRow.approved_at.desc(), ApprovedRow.id)
        if state is not None:
            wanted = wanted.where(ApprovedRow.state == state.value)
        with self._store.reading() as session:
            return [_answer(row, _bindings(session, row.id)) for row in session.scalars(wanted).all()]

    def withdraw(self, identity: str, by: str, reason: str) -> None:
        """From now on not given any more.

        Raises:
            UnknownRecordError: there is no active answer of that id.
            RefusedError: no reason, or one that is too long.
        """
        reason = reason.strip()
        if not 1 <= len(reason) <= LONGEST:
            raise RefusedError(f"reason: 1 to {LONGEST} characters.", "records.reason_needed")
        with self._store.writing(one_at_a_time=Lock.APPROVED) as session:
            self._withdraw(session, identity, by, reason)

    def withdraw_changed(self, corpus: Corpus, by: str = SYSTEM) -> list[Stale]:
        """Withdraws every active answer one of whose clauses is gone or has changed, and says which."""
        clauses, stale = clauses_by_id(corpus), []
        with self._store.writing(one_at_a_time=Lock.APPROVED) as session:
            active = select(ApprovedRow).where(ApprovedRow.state == State.ACTIVE.value).order_by(ApprovedRow.id)
            for row in session.scalars(active).all():
                bindings = _bindings(session, row.id)
                gone = changed(bindings, clauses)
                if gone:
                    self._withdraw(session, row.id, by, f"changed: {', '.join(gone)}")
                    stale.append(Stale(_answer(row, bindings), gone))
        return stale

    def _replaced(self, session: Session, identity: str, by: str) -> list[str]:
        """The wordings that were accepted for an answer, which is withdrawn."""
        accepted = select(WordingRow.text).where(WordingRow.answer_id == identity, WordingRow.live, ~WordingRow.own)
        texts = list(session.scalars(accepted))
        self._withdraw(session, identity, by, "replaced")
        return texts

    def _withdraw(self, session: Session, identity: str, by: str, reason: str) -> None:
        row = require_active(session, identity)
        row.state = State.WITHDRAWN.value
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = self._clock(), by, reason
        session.execute(update(WordingRow).where(WordingRow.answer_id == identity).values(live=False))
        self._audit.enter(session, by, Act.ANSWER_WITHDRAWN, identity, reason)


def _bindings(session: Session, identity: str) -> tuple[Binding, ...]:
    rows = session.scalars(select(BindingRow).where(BindingRow.answer_id == identity).order_by(BindingRow.n))
    return tuple(Binding(row.clause_id, row.quote, row.clause_sha256) for row in rows)


def _answer(row: ApprovedRow, bindings: tuple[Binding, ...]) -> ApprovedAnswer:
    withdrawal = None
    if row.withdrawn_at is not None:
        withdrawal = Withdrawal(row.withdrawn_at, row.withdrawn_by or SYSTEM, row.withdrawn_because or "")
    return ApprovedAnswer(AnswerId(row.id), row.question, row.answer, bindings, row.author, row.approved_at, withdrawal)
