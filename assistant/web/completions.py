"""Our answers as OpenAI's clients read chat completions: text with its citations, the same as data beside it."""

import time
from collections.abc import AsyncIterator
from typing import Any

from assistant.model import Answer
from assistant.present import to_json
from assistant.web.completion_body import MODEL
from assistant.web.events import event
from assistant.web.failures import COMPLETIONS, RefusedError, body_of
from assistant.web.service import Answered, Asked

_DONE = b"data: [DONE]\n\n"


def completion(answered: Answered, asked: Asked) -> dict[str, Any]:
    """An answer as a chat completion; `citations` and `policy_answer` hold what the text alone cannot."""
    answer = answered.answer
    return {
        **_head(answered.question_id or "", "chat.completion"),
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": answer.text, "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": _usage(asked, answer),
        **_extras(answered),
    }


async def completion_chunks(
    spoken: AsyncIterator[str | Answered], asked: Asked, identity: str, with_usage: bool
) -> AsyncIterator[bytes]:
    """The same piece by piece, as OpenAI's clients read it; what fails on the way is an `error` in its place."""
    head = _head(identity, "chat.completion.chunk")
    yield event({**head, "choices": [_choice({"role": "assistant", "content": ""})]})
    try:
        async for said in spoken:
            if isinstance(said, str):
                yield event({**head, "choices": [_choice({"content": said})]})
                continue
            yield event({**head, "choices": [_choice({}, "stop")], **_extras(said)})
            if with_usage:
                yield event({**head, "choices": [], "usage": _usage(asked, said.answer)})
    except RefusedError as refusal:
        yield event(body_of(refusal, COMPLETIONS))
    yield _DONE


def models() -> dict[str, Any]:
    """The one model there is."""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}


def _head(identity: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{identity}", "object": kind, "created": int(time.time()), "model": MODEL}


def _choice(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _extras(answered: Answered) -> dict[str, Any]:
    whole = to_json(answered.answer)
    return {"citations": whole["citations"], "policy_answer": whole, "question_id": answered.question_id}


def _usage(asked: Asked, answer: Answer) -> dict[str, int]:
    """Counts in characters: there is no model here whose tokens could be counted."""
    prompt = sum(map(len, (*asked.history, asked.question)))
    return {
        "prompt_tokens": prompt,
        "completion_tokens": len(answer.text),
        "total_tokens": prompt + len(answer.text),
    }
