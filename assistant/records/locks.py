"""What only one transaction at a time may do; the numbers are PostgreSQL's advisory locks."""

from enum import IntEnum


class Lock(IntEnum):
    """Any numbers that nothing else in the database locks."""

    MIGRATION = 7_340_001
    SERVICE = 7_340_002
    APPROVED = 7_340_003  # answers and wordings share their keys
    SIGN_IN = 7_340_004
    RESTORE = 7_340_005
