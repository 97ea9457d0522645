"""What an approved answer and a wording of it can be in."""

from enum import StrEnum

LONGEST = 4000  # characters of a question, an answer, a wording or a reason


class State(StrEnum):
    """Whether an approved answer is given."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What an officer has said of a wording."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REFUSED = "refused"
