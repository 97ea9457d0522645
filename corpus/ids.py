"""The names that everything else goes by."""

from typing import NewType

DocumentId = NewType("DocumentId", str)
ClauseId = NewType("ClauseId", str)
