"""One archive of the records and of the corpus folder."""

import tempfile
from pathlib import Path

from assistant.errors import BadCallError
from assistant.records.archive import CORPUS, RECORDS, Manifest, unpacked, write_archive
from assistant.records.audit import Act
from assistant.records.book import Records
from assistant.records.dump import dump
from assistant.records.engine import one_moment
from assistant.records.files import replacing
from assistant.records.material import material_of
from assistant.records.store import available
from assistant.records.tables import REVISION


def backup(records: Records, corpus: Path, path: Path, by: str) -> Manifest:
    """Writes the archive, and reads it once to prove it, before it takes its name.

    Raises:
        BadCallError: the corpus is no folder, or the archive cannot be written.
        RecordsUnavailableError: the database does not answer.
    """
    if not corpus.is_dir():
        raise BadCallError(f"{corpus}: no such folder. Name the corpus with --corpus.")
    with replacing(path) as beside, tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as scratch:
        rows, proof = Path(scratch, RECORDS), Path(scratch, "proof")
        rows.mkdir()
        with available(records.store.engine), one_moment(records.store.engine) as connection:
            files = {f"{RECORDS}/{file.name}": file for file in dump(connection, rows)}
        files |= {f"{CORPUS}/{name}": corpus / name for name in material_of(corpus)}
        manifest = write_archive(beside, files, REVISION, records.clock())
        unpacked(beside, proof)
    records.audit.note(by, Act.BACKED_UP, path.name, f"{len(manifest.files)} files")
    return manifest
