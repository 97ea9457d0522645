"""What the routes answer, for the OpenAPI description and for those who call them."""

import json
from datetime import date

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from assistant.model import AnswerStatus, Calculation, Citation, Contact, Route
from assistant.web.bodies import whole_characters


class Json(JSONResponse):
    """A JSON response, Chinese as it is."""

    def render(self, content: object) -> bytes:
        """The bytes of the body."""
        return as_json(content).encode()


def as_json(content: object) -> str:
    """Compact JSON in one line; half a character becomes a question mark."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return whole_characters(text)


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerRecord(_Reply):
    """One answer. `answer` alone holds every figure, phone, address and [n] marker."""

    id: str | int | None = Field(description="the id of the question, unchanged")
    question: str
    status: AnswerStatus
    refused: bool = Field(description="true exactly when status is no_source, out_of_scope or blocked")
    answer: str = Field(description="text or Markdown to be shown")
    route: Route
    citations: list[Citation] = Field(description="source[start:end] == quote in the document of the clause")
    calculation: Calculation | None
    district: str | None
    as_of: date | None
    confidence: float = Field(ge=0, le=1)
    suggestions: list[str]
    contacts: list[Contact]
    latency_ms: float = Field(ge=0)


class HitRecord(_Reply):
    """One clause that was found; `text` is the clause verbatim and whole."""

    rank: int = Field(ge=1)
    score: float
    document: str
    section: str
    text: str
    clause_id: str


class Hits(_Reply):
    """The clauses found, best first."""

    id: None = None
    hits: list[HitRecord]
    latency_ms: float = Field(ge=0)


class Words(_Reply):
    """Words of a clause that a result rests on."""

    clause_id: str
    words: str


class Receipt(_Reply):
    """What a calculator says, its working, the words it rests on, and the choices when a detail is missing."""

    said: list[str]
    calculation: Calculation | None
    basis: list[Words]
    choices: list[str]


class State(_Reply):
    """The service lives, or answers."""

    status: str


class Fault(_Reply):
    """Why a request failed."""

    code: str = Field(description="what went wrong, for programs")
    message: str = Field(description="the same in one sentence, for people")
    field: str | None = Field(description="the field of the request that is wrong")
    request_id: str = Field(description="as in the X-Request-Id header and in the log")
    type: str | None = Field(default=None, description="below /v1: OpenAI's kind of error")
    param: str | None = Field(default=None, description="below /v1: the same as field")


class Failure(_Reply):
    """The one shape of every failing route."""

    error: Fault


class NotReady(Failure):
    """The service does not answer: it is starting, or failed for that reason."""

    status: str
    reason: str | None
