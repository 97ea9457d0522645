"""The errors of the corpus, and the root of every error this product raises on purpose.

PolicyError
├─ CorpusError       SourceChangedError · RuleFileError (StaleWordsError) · UnknownClauseError
├─ IndexStoreError   IndexMissingError · IndexStaleError · EmbedderUnavailableError   (index/errors.py)
└─ AssistantError    BadCallError · NotBuiltYetError · UnverifiedCitationError
   │                 · GeneratorUnavailableError                                      (assistant/errors.py)
   │                 · UnknownQuestionError                                           (assistant/web/recorder.py)
   └─ RecordsError   RecordsUnavailableError · ArchiveError · RefusedError            (assistant/records/errors.py)
                     (UnknownRecordError · SignInRefusedError · SignInThrottledError)

A message says what was wrong, where (file, key, clause) and what to do next.
"""

from collections.abc import Callable
from pathlib import Path


class PolicyError(Exception):
    """Root of the family; `exit_code` is what the command line leaves with."""

    exit_code = 1


class CorpusError(PolicyError):
    """A corpus folder, manifest or source that cannot be used as it is."""

    exit_code = 2


class SourceChangedError(CorpusError):
    """A source file whose bytes are not those that the manifest vouches for."""


class RuleFileError(CorpusError):
    """A rule, office, district or question file with a wrong key, value or quotation."""


class StaleWordsError(RuleFileError):
    """Words that a file rests on, and that no longer stand in the clause it names."""

    def __init__(self, path: Path, key: str, words: str, clause: str) -> None:
        super().__init__(f"{path}: {key}: {words!r} does not stand in {clause}. Bring the file in line with the text.")
        self.path, self.words, self.clause = path, words, clause


class UnknownClauseError(CorpusError):
    """A clause id that no document of the corpus has."""


Complain = Callable[[CorpusError], None]


def stop(fault: CorpusError) -> None:
    """What is done about a fault of a corpus unless somebody only wants to know of all of them.

    Raises:
        CorpusError: always.
    """
    raise fault
