"""Ids that nobody can guess."""

import secrets
from typing import NewType

QuestionId = NewType("QuestionId", str)
AnswerId = NewType("AnswerId", str)
WordingId = NewType("WordingId", str)
UserId = NewType("UserId", str)


def new_id() -> str:
    """128 random bits as text that may stand in an address."""
    return secrets.token_urlsafe(16)
