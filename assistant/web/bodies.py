"""What the routes are sent, checked once; an unknown field is refused, not passed over."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

MOST_TURNS = 50
MOST_CLAUSES = 1000
_BODY_CHARACTERS = 65536  # what a body can hold: how long a question may be is for the answer to say
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "not a day")


def _identity(value: object) -> object:
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return value
    raise PydanticCustomError("identity", "neither a text nor a whole number")


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
]
Identity = Annotated[str | int | None, BeforeValidator(_identity)]
Question = Annotated[StrictStr, Field(max_length=_BODY_CHARACTERS)]
District = Annotated[StrictStr | None, Field(max_length=50, description="the asker's district, by any of its names")]
Figure = Annotated[Decimal, Field(ge=0, le=100000, decimal_places=2)]


class Body(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(Body):
    """An earlier question of the same conversation."""

    question: Question


class AskBody(Body):
    """A question, and what is known of the asker."""

    question: Question
    id: Annotated[Identity, Field(description="given back unchanged")] = None
    history: Annotated[
        list[Turn], Field(max_length=MOST_TURNS, description="earlier questions of the conversation, oldest first")
    ] = []
    district: District = None
    on: Annotated[Day, Field(description="answer from the texts in force on this day")] = None
    conversation: Annotated[
        StrictStr | None, Field(max_length=64, description="the caller's own name for the conversation, kept with it")
    ] = None


class SearchQuery(Body):
    """What to look for."""

    q: Annotated[str, Field(max_length=4000, description="words or a question")]
    k: Annotated[int, Field(ge=1, le=MOST_CLAUSES, description="how many clauses")] = 10
    district: Annotated[str | None, Field(max_length=50)] = None
    on: Day = None


class FeeBody(Body):
    """Applications by level; or examination subjects, with the way of assessment."""

    levels: Annotated[
        dict[StrictStr, Annotated[StrictInt, Field(ge=1)]],
        Field(max_length=50, description="level → number of applications; none: every level is listed"),
    ] = {}
    mode: Annotated[StrictStr | None, Field(max_length=50, description="the way of assessment")] = None
    subjects: Annotated[
        StrictInt | None, Field(ge=1, le=100, description="examination subjects of each applicant; needs mode")
    ] = None


class HoursBody(Body):
    """The study hours of one year."""

    hours: Annotated[
        dict[StrictStr, Figure],
        Field(max_length=50, description="kind → hours; none: what a year needs is listed"),
    ] = {}
    total: Annotated[Figure | None, Field(description="hours in all, when that is what is known")] = None


class FeedbackBody(Body):
    """A verdict on an answer."""

    question_id: Annotated[StrictStr, Field(min_length=1, max_length=100, description="from X-Question-Id")]
    useful: StrictBool
    reason: Annotated[StrictStr | None, Field(max_length=500)] = None
