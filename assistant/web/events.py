"""Answers as server-sent events: pieces of text, then the whole answer."""

from collections.abc import AsyncIterator

from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse

from assistant.present import to_json
from assistant.web.failures import RefusedError, body_of
from assistant.web.replies import as_json
from assistant.web.service import Answered

EVENTS = "text/event-stream"
# how OpenAPI describes a response of events
EVENT_STREAM = {
    "content": {
        EVENTS: {
            "itemSchema": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("data", "event", "id")},
                "required": ["data"],
            }
        }
    }
}
# proxies must hand the pieces on as they come
_UNBUFFERED = {"X-Accel-Buffering": "no"}


def event_response(events: AsyncIterator[bytes]) -> StreamingResponse:
    """A response that streams events."""
    return StreamingResponse(events, media_type=EVENTS, headers=_UNBUFFERED)


async def answer_events(spoken: AsyncIterator[str | Answered], identity: str | int | None) -> AsyncIterator[bytes]:
    """`text` events whose pieces add up to the answer, then `answer` with the whole, its `id` the question's.

    What fails on the way ends it with an `error` event in the shape of all failures.
    """
    try:
        async for said in spoken:
            if isinstance(said, str):
                yield event({"text": said}, "text")
            else:
                yield event(to_json(said.answer, identity), "answer", said.question_id)
    except RefusedError as refusal:
        yield event(body_of(refusal), "error")


def event(data: object, name: str | None = None, identity: str | None = None) -> bytes:
    """One event with JSON for its data."""
    return format_sse_event(data_str=as_json(data), event=name, id=identity)
