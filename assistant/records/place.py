"""Where the records lie when no database is named; needs no library, so that whoever keeps nothing loads none."""

from pathlib import Path


def records_file(var: Path) -> Path:
    """The SQLite file of an installation."""
    return var / "records.db"
