"""Puts the material of an archive in the place of a corpus folder's own, wholly or not at all.

CORPUS/.restore/journal.json   which restore, and which files stand in the folder now
CORPUS/.restore/unpacked/…     what was in the archive, complete and proved
CORPUS/.restore/old/…          the files that have gone
The restore is decided by its entry in the audit log, which is committed together with the rows. Whoever opens
the records after a crash finishes what was decided and forgets what was not. Each step may be done twice.
"""

import json
import os
import shutil
from pathlib import Path

from filelock import FileLock

from assistant.records.archive import CORPUS
from assistant.records.files import whole
from assistant.records.material import material_of

_FOLDER = ".restore"
_LOCK = ".restore.lock"
_JOURNAL = "journal.json"


class Swap:
    """The exchange under way in one corpus folder."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self._folder = corpus / _FOLDER
        self.unpacked = self._folder / "unpacked"
        self._new = self.unpacked / CORPUS
        self._old = self._folder / "old"
        self._journal = self._folder / _JOURNAL

    @property
    def lock(self) -> FileLock:
        """Held by whoever restores or finishes a restore."""
        return FileLock(self.corpus / _LOCK)

    @property
    def begun(self) -> bool:
        """True when something is left here, by us or by somebody who was killed."""
        return self._folder.exists()

    def identity(self) -> str | None:
        """Which restore it is; None while it is not all here."""
        try:
            return str(json.loads(self._journal.read_text(encoding="utf-8"))["id"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def prepare(self, identity: str) -> None:
        """The new files are complete: from now on only the decision is missing."""
        with whole(self._journal) as beside:
            beside.write_text(json.dumps({"id": identity, "old": material_of(self.corpus)}), encoding="utf-8")

    def carry_out(self) -> None:
        """It was decided: old files out, new files in."""
        for path in json.loads(self._journal.read_text(encoding="utf-8"))["old"]:
            gone = self._old / path
            if not os.path.lexists(gone) and os.path.lexists(self.corpus / path):
                gone.parent.mkdir(parents=True, exist_ok=True)
                (self.corpus / path).replace(gone)
                self._remove_if_empty((self.corpus / path).parent)
        for path in material_of(self._new):
            target = self.corpus / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._new / path).replace(target)
        self.forget()

    def forget(self) -> None:
        """Nothing is under way any more."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _remove_if_empty(self, folder: Path) -> None:
        while folder != self.corpus and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
