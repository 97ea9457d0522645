"""What OpenAI's clients send to chat completions.

A client may send much that steers a language model; here it changes nothing, since the texts say what is
answered. What would change the kind of the answer (tools, several choices, a format) is refused.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from assistant.web.bodies import MOST_TURNS, Body, Day, District, whole_characters
from assistant.web.service import Asked

MODEL = "policy-assistant"


@dataclass(frozen=True, slots=True)
class Only:
    """The values that a parameter may have, whatever else OpenAI allows."""

    values: tuple[Any, ...]

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        """Any value, refused when it is another."""
        return core_schema.no_info_plain_validator_function(self._checked)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The values, listed."""
        return {"enum": list(self.values)}

    def _checked(self, value: object) -> object:
        if any(type(value) is type(allowed) and value == allowed for allowed in self.values):
            return value
        raise PydanticCustomError("unsupported", "not supported")


def _text(content: object) -> str:
    """The text of a message's content: a text, nothing, or parts of text."""
    if content is None or isinstance(content, str):
        return whole_characters(content or "")
    if not isinstance(content, list):
        raise PydanticCustomError("content", "neither a text nor a list")
    texts = [part.get("text") if isinstance(part, dict) and part.get("type") == "text" else None for part in content]
    if not all(isinstance(text, str) for text in texts):
        raise PydanticCustomError("unsupported", "only parts of text")
    return whole_characters("".join(map(str, texts)))


_PART = {
    "type": "object",
    "properties": {"type": {"const": "text"}, "text": {"type": "string"}},
    "required": ["type", "text"],
}
Content = Annotated[
    str,
    BeforeValidator(_text),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}, {"type": "array", "items": _PART}]}),
]
Inert = Annotated[Any, Field(description="accepted; changes nothing")]


class Message(BaseModel):
    """One message; only those of the user count. A system message changes no rule, so it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    role: Literal["system", "developer", "user", "assistant"]
    content: Content = ""


class StreamOptions(BaseModel):
    """How the answer is streamed."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    include_usage: bool | None = False


class CompletionBody(Body):
    """A conversation, whose last user message is the question."""

    messages: Annotated[list[Message], Field(min_length=1)]
    model: Annotated[str, Field(description="any name; the answer names its own")] = MODEL
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    district: District = None
    on: Annotated[Day, Field(description="answer from the texts in force on this day")] = None

    n: Annotated[Any, Only((None, 1))] = None
    tools: Annotated[Any, Only((None, []))] = None
    tool_choice: Annotated[Any, Only((None, "none", "auto"))] = None
    functions: Annotated[Any, Only((None, []))] = None
    function_call: Annotated[Any, Only((None, "none", "auto"))] = None
    response_format: Annotated[Any, Only((None, {"type": "text"}))] = None
    logprobs: Annotated[Any, Only((None, False))] = None
    top_logprobs: Annotated[Any, Only((None, 0))] = None
    modalities: Annotated[Any, Only((None, ["text"]))] = None
    audio: Annotated[Any, Only((None,))] = None
    prediction: Annotated[Any, Only((None,))] = None
    web_search_options: Annotated[Any, Only((None,))] = None

    frequency_penalty: Inert = None
    logit_bias: Inert = None
    max_completion_tokens: Inert = None
    max_tokens: Inert = None
    metadata: Inert = None
    parallel_tool_calls: Inert = None
    presence_penalty: Inert = None
    prompt_cache_key: Inert = None
    reasoning_effort: Inert = None
    safety_identifier: Inert = None
    seed: Inert = None
    service_tier: Inert = None
    stop: Inert = None
    store: Inert = None
    temperature: Inert = None
    top_p: Inert = None
    user: Inert = None
    verbosity: Inert = None

    def asked(self) -> Asked:
        """The last user message, after the user messages before it; assistant and system messages say nothing."""
        texts = [message.content for message in self.messages if message.role == "user"] or [""]
        history = tuple(texts[:-1])[-MOST_TURNS:]
        return Asked(texts[-1], "completions", history, self.district, self.on)
