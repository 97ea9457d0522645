"""An archive → records and corpus as they were: all of it, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from filelock import Timeout
from sqlalchemy import Engine, delete, func, insert, select

from assistant.records.archive import CORPUS, RECORDS, Manifest, sha256_of, unpacked
from assistant.records.audit import Act
from assistant.records.book import Records
from assistant.records.dump import kept_tables, load, rows_of
from assistant.records.engine import WRITING, database_url, keep_others_out, make_engine
from assistant.records.errors import ArchiveError, RecordsError, RefusedError
from assistant.records.ids import new_id
from assistant.records.locks import Lock
from assistant.records.material import material_of
from assistant.records.migrate import known, migrate
from assistant.records.store import Store
from assistant.records.swap import Swap
from assistant.records.tables import REVISION, ApprovedRow, AuditRow, QuestionRow, SessionRow, UserRow

_MANY = 500  # rows inserted at once
_WHAT = (("questions", QuestionRow), ("approved answers", ApprovedRow), ("users", UserRow))


def restore(records: Records, corpus: Path, path: Path, by: str, replace: bool) -> Manifest:
    """What the archive held stands in the database and in the corpus folder; everybody is signed out.

    The audit log loses nothing: the archive's entries join those that are there. Failed sign-ins go on
    counting.

    Args:
        records: the records to be replaced.
        corpus: the folder whose material is to be replaced; code and hidden files in it stay.
        path: the archive.
        by: who does it.
        replace: whether anything may be lost.

    Raises:
        ArchiveError: the archive is damaged, holds what it should not, or was made by a newer version.
        RefusedError: something would be replaced, and that was not agreed to.
        RecordsError: another restore is under way, or the folder cannot be written.
        RecordsUnavailableError: the database does not answer.
    """
    swap = Swap(corpus)
    with _alone(swap):
        _settle(records.store, swap)  # somebody may have been killed
        try:
            manifest = unpacked(path, swap.unpacked)
            if manifest.tables not in known():
                newer = f"made by a newer version (tables {manifest.tables}, this one knows {REVISION})"
                raise ArchiveError(f"{path}: {newer}. Install that version.")
            lost = _lost(records.store, corpus, manifest)
            if lost and not replace:
                raise RefusedError(f"restore: would replace {', '.join(lost)}.", "records.would_replace")
            with _rows(swap.unpacked, manifest.tables) as rows:
                identity = new_id()
                swap.prepare(identity)
                _replace(records, rows, identity, by, path.name)
        finally:
            _settle(records.store, swap)
    return manifest


def finish(store: Store, corpus: Path) -> None:
    """What a restore that was killed had decided is finished, what it had not is forgotten.

    Raises:
        RecordsError: the corpus folder cannot be written.
        RecordsUnavailableError: the database does not answer.
    """
    swap = Swap(corpus)
    if not swap.begun:
        return
    try:
        with swap.lock.acquire(timeout=0):
            _settle(store, swap)
    except Timeout:
        return  # it was not killed, it is under way


@contextmanager
def _alone(swap: Swap) -> Iterator[None]:
    try:
        swap.corpus.mkdir(parents=True, exist_ok=True)
        with swap.lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise RecordsError(f"{swap.corpus}: another restore is under way. Wait for it.") from error
    except OSError as error:
        raise RecordsError(f"{swap.corpus}: cannot be written ({error}).") from error


def _settle(store: Store, swap: Swap) -> None:
    """The entry in the audit log decides, since it was committed together with the rows."""
    identity = swap.identity()
    if identity is None:
        swap.forget()
        return
    with store.reading() as session:
        decided = session.scalar(select(AuditRow.id).where(AuditRow.id == identity)) is not None
    if not decided:
        swap.forget()
        return
    try:
        swap.carry_out()
    except OSError as error:
        raise RecordsError(
            f"{swap.corpus}: the records are restored, but the texts are not all in place ({error}). Mend that, then "
            "run: python -m assistant records migrate"
        ) from error


def _lost(store: Store, corpus: Path, manifest: Manifest) -> list[str]:
    """What a restore would replace, in words."""
    with store.reading() as session:
        counts = [(name, session.scalar(select(func.count()).select_from(row)) or 0) for name, row in _WHAT]
    lost = [f"{count} {name}" for name, count in counts if count]
    coming = {path: member.sha256 for path, member in manifest.under(CORPUS).items()}
    standing = {path: sha256_of(corpus / path) for path in material_of(corpus)}
    changed = sum(coming.get(path) != digest for path, digest in standing.items())
    return [*lost, f"{changed} files of {corpus}"] if changed else lost


@contextmanager
def _rows(unpacked_to: Path, tables: str) -> Iterator[Engine]:
    """The archive's rows in a database of their own, brought up to today's tables: that proves them, too.

    Raises:
        ArchiveError: they do not fit together.
    """
    engine = make_engine(database_url("", unpacked_to))
    try:
        with engine.execution_options(**{WRITING: True}).begin() as connection:
            migrate(connection, tables)
            load(connection, unpacked_to / RECORDS)
            migrate(connection, REVISION)
        yield engine
    finally:
        engine.dispose()


def _replace(records: Records, rows: Engine, identity: str, by: str, name: str) -> None:
    """All in one transaction: whoever reads sees the old records or the restored ones."""
    with records.store.writing(one_at_a_time=Lock.RESTORE) as session, rows.connect() as source:
        keep_others_out(session.connection(), [SessionRow.__tablename__, *(table.name for table in kept_tables())])
        for table in reversed(kept_tables()):
            if table is not AuditRow.__table__:
                session.execute(delete(table))  # sessions go with their users
        noted = set(session.scalars(select(AuditRow.id)))
        for table in kept_tables():
            coming = rows_of(source, table)
            if table is AuditRow.__table__:
                coming = (row for row in coming if row["id"] not in noted)
            while some := list(islice(coming, _MANY)):
                session.execute(insert(table), some)
        session.add(AuditRow(id=identity, at=records.clock(), who=by, what=Act.RESTORED.value, subject=name, detail=""))
