"""The tables. A change here needs a migration under migrations/versions, and its name in REVISION."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assistant.records.columns import StoredText, UtcTime

REVISION = "0001"  # the newest migration: a database that says the same needs none
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the records."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: StoredText(),
        datetime: UtcTime(),
        list[dict[str, str]]: JSON(),
    }


class QuestionRow(Base):
    """A question that was asked, personal data masked, and what was answered."""

    __tablename__ = "questions"

    id: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    question: Mapped[str]
    status: Mapped[str]
    route: Mapped[str]
    district: Mapped[str | None]
    citations: Mapped[list[dict[str, str]]]
    answer: Mapped[str]
    latency_ms: Mapped[float]
    conversation: Mapped[str | None]
    channel: Mapped[str]


class FeedbackRow(Base):
    """What the asker thought of an answer, the last time they said so."""

    __tablename__ = "feedback"

    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    useful: Mapped[bool]
    reason: Mapped[str]
    at: Mapped[datetime]


class ApprovedRow(Base):
    """An answer that an officer has approved."""

    __tablename__ = "approved"

    id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str]
    answer: Mapped[str]
    author: Mapped[str]
    approved_at: Mapped[datetime]
    state: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_because: Mapped[str | None]


class BindingRow(Base):
    """A clause that an approved answer rests on, as it read when the answer was approved."""

    __tablename__ = "bindings"

    answer_id: Mapped[str] = mapped_column(ForeignKey("approved.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[str]
    clause_sha256: Mapped[str]
    quote: Mapped[str]


class WordingRow(Base):
    """A way of asking for an approved answer; `own` is the question that it was approved for.

    `live` wordings are those that find the answer: accepted, of an answer that is active. No two share a key.
    """

    __tablename__ = "wordings"
    __table_args__ = (
        Index("uq_wordings_live_key", "key", unique=True, sqlite_where=text("live"), postgresql_where=text("live")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("approved.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    key: Mapped[str]
    own: Mapped[bool]
    state: Mapped[str]
    live: Mapped[bool]
    suggested_by: Mapped[str]
    suggested_at: Mapped[datetime]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]


class UserRow(Base):
    """Somebody who may sign in."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    disabled: Mapped[bool]
    created_at: Mapped[datetime]


class SessionRow(Base):
    """Somebody signed in; of the token only its hash is kept."""

    __tablename__ = "sessions"

    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class AttemptRow(Base):
    """An attempt to sign in, for the throttle; the name is hashed: people type passwords there."""

    __tablename__ = "attempts"
    __table_args__ = (Index(None, "name_sha256", "at"), Index(None, "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name_sha256: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]
    succeeded: Mapped[bool]


class AuditRow(Base):
    """Who did what, when, on what. Entries are added, and removed by retention alone."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(primary_key=True)  # the order here; `id` is the same in every copy
    id: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]
    what: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]


class ServiceRow(Base):
    """Whether the public page is in service; one row, once somebody has used the switch."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed: Mapped[bool]
    notice: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
