"""Settings → Records: the only place of the records where objects are wired together."""

from datetime import timedelta

from argon2 import PasswordHasher

from assistant.records.approved import ApprovedAnswers
from assistant.records.audit import AuditLog
from assistant.records.book import Records
from assistant.records.clock import Clock, utc_now
from assistant.records.engine import WAIT, database_url, make_engine
from assistant.records.feedback import FeedbackBook
from assistant.records.migrate import upgrade
from assistant.records.passwords import Passwords
from assistant.records.questions import Masked, QuestionLog
from assistant.records.restore import finish
from assistant.records.retention import Retention
from assistant.records.service import ServiceSwitch
from assistant.records.sessions import Sessions
from assistant.records.sign_in import SignIn
from assistant.records.store import Store
from assistant.records.users import Users
from assistant.records.wordings import Wordings
from assistant.settings import Settings


def open_records(
    settings: Settings, masked: Masked, clock: Clock = utc_now, hasher: PasswordHasher | None = None
) -> Records:
    """The records of an installation, their tables brought up to date, a restore that was cut short settled.

    Open them before the corpus is read.

    Args:
        settings: database_url, var and how long sessions last.
        masked: a text without personal data; goes over what people write before it is kept.
        clock: the moment, in UTC.
        hasher: how passwords are hashed; None: as argon2-cffi recommends.

    Raises:
        BadCallError: database_url is no address of ours.
        RecordsUnavailableError: the database cannot be used, or a newer version has written it.
    """
    records = unopened_records(settings, masked, clock, hasher)
    open_store(records.store, settings)
    return records


def unopened_records(
    settings: Settings, masked: Masked, clock: Clock = utc_now, hasher: PasswordHasher | None = None
) -> Records:
    """The records before their database is looked at: until `open_store`, everything raises RecordsUnavailableError.

    Args: see `open_records`.
    """
    store = Store()
    audit = AuditLog(store, clock)
    passwords = Passwords(hasher)
    idle, longest = timedelta(hours=settings.session_idle_hours), timedelta(hours=settings.session_hours)
    sessions = Sessions(store, clock, audit, idle, longest)
    return Records(
        store=store,
        clock=clock,
        questions=QuestionLog(store, clock, masked),
        feedback=FeedbackBook(store, clock, masked),
        approved=ApprovedAnswers(store, clock, audit),
        wordings=Wordings(store, clock, audit, masked),
        users=Users(store, clock, audit, passwords),
        sessions=sessions,
        sign_in=SignIn(store, clock, audit, passwords, sessions),
        service=ServiceSwitch(store, clock, audit),
        audit=audit,
        retention=Retention(store, clock, audit, sessions),
    )


def open_store(store: Store, settings: Settings, patience: float = WAIT) -> None:
    """Bring the database up to date, settle a restore that was cut short, and let the store have it.

    Args:
        patience: seconds to wait for whoever has locked a SQLite file.

    Raises: see `open_records`.
    """
    engine = make_engine(database_url(settings.database_url, settings.var), patience)
    try:
        upgrade(engine)
        finish(Store(engine), settings.corpus)
    except BaseException:
        engine.dispose()
        raise
    store.use(engine)
