"""A language model behind any OpenAI-compatible server, through LangChain. Imported only when one is configured.

langchain_openai takes seconds to import, so that waits for the first call, or for `load`.
"""

import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.phrasing.bounded import BoundedTransport
from assistant.phrasing.failing import failing_as_unavailable
from assistant.phrasing.prompts import Prompt

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

_NO_KEY = "none"  # some servers want none; without any, the library would send one of the environment


class ChatModel:
    """One model of one server; safe to share between threads."""

    def __init__(self, base_url: str, model: str, api_key: "SecretStr", retries: int) -> None:
        self._base_url, self._model, self._api_key, self._retries = base_url, model, api_key, retries
        self._opening = threading.Lock()
        self._opened: ChatOpenAI | None = None
        self.loading_seconds = 0.0

    def load(self) -> None:
        """Import the library and make the client; nothing is sent.

        Raises:
            GeneratorUnavailableError: the library is missing, or does not take the settings.
        """
        with failing_as_unavailable():
            self._client()

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """What the model says, piece by piece as it comes; to be read under a deadline, as by `in_time`."""
        for chunk in self._client().stream(_messages(prompt)):
            yield chunk.text

    def whole(self, prompt: Prompt) -> Iterator[str]:
        """What the model says, in one piece; otherwise as `stream`."""
        yield self._client().invoke(_messages(prompt)).text

    def _client(self) -> "ChatOpenAI":
        with self._opening:
            if self._opened is None:
                started = time.perf_counter()
                try:
                    self._opened = self._made()
                finally:
                    self.loading_seconds += time.perf_counter() - started
            return self._opened

    def _made(self) -> "ChatOpenAI":
        import httpx
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        # the environment names neither proxy nor certificate here: the deadline would not hold for them
        http = httpx.Client(transport=BoundedTransport(), headers={"Accept-Encoding": "identity"}, trust_env=False)
        return ChatOpenAI(
            model=self._model,
            base_url=self._base_url,
            api_key=self._api_key if self._api_key.get_secret_value() else SecretStr(_NO_KEY),
            max_retries=self._retries,
            temperature=0,
            http_client=http,
        )


def _messages(prompt: Prompt) -> "list[BaseMessage]":
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(prompt.task), HumanMessage(prompt.data)]
