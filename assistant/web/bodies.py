"""What the routes are sent, checked once; an unknown field is refused, not passed over."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictStr,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

MOST_TURNS = 50
MOST_CLAUSES = 1000
MOST_HOURS = 100000  # the rules say which figures are beyond reason; this only keeps what is shown short
_NOISE = 1e-9
_FIGURE = re.compile(r"^[0-9]{1,5}(\.[0-9]{1,2})?$")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def whole_characters(text: str) -> str:
    """A text in which half a character, which JSON can hold and nothing else, is a question mark."""
    return text.encode("utf-8", "replace").decode()


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


def _whole(value: object) -> object:
    """Whole numbers as JSON knows them: 3 and 3.0, not true and not "3"."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("whole", "not a whole number")


def _figure(value: object) -> object:
    """Figures with at most two decimals, as numbers or as text; what a float adds beyond them is noise."""
    if isinstance(value, float) and abs(value - round(value, 2)) < _NOISE:
        return Decimal(str(round(value, 2)))
    if (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and _FIGURE.fullmatch(value)
    ):
        return Decimal(value)
    raise PydanticCustomError("figure", "not a number with at most two decimals")


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
]
Identity = Annotated[str | int | None, BeforeValidator(_identity)]
Question = Annotated[
    StrictStr, AfterValidator(whole_characters), Field(description="how long it may be is for the answer to say")
]
District = Annotated[StrictStr | None, Field(max_length=50, description="the asker's district, by any of its names")]
Whole = Annotated[int, BeforeValidator(_whole)]
Figure = Annotated[
    Decimal,
    BeforeValidator(_figure),
    Field(ge=0, le=MOST_HOURS),
    WithJsonSchema(
        {
            "description": "at most two decimals",
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": MOST_HOURS},
                {"type": "string", "pattern": _FIGURE.pattern},
            ],
        }
    ),
]


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
        dict[StrictStr, Annotated[Whole, Field(ge=1)]],
        Field(max_length=50, description="level → number of applications; none: every level is listed"),
    ] = {}
    mode: Annotated[StrictStr | None, Field(max_length=50, description="the way of assessment")] = None
    subjects: Annotated[
        Annotated[Whole, Field(ge=1, le=100)] | None,
        Field(description="examination subjects of each applicant; needs mode"),
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
