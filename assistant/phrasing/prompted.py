"""A Generator that prompts a chat model: masked, in time, and left alone for a while when it fails."""

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from assistant.errors import GeneratorUnavailableError
from assistant.phrasing.breaker import Breaker
from assistant.phrasing.generate import Handle, Rewriting
from assistant.phrasing.in_time import in_time
from assistant.phrasing.prompts import Prompt, prompt

_log = logging.getLogger(__name__)
_TURNS = 3  # that a follow-up may lean on
_THINKING = re.compile(r"<think>.*?</think>", re.DOTALL)


class Chat(Protocol):
    """What says something to a prompt; `stream` as it comes, `whole` in one piece."""

    @property
    def loading_seconds(self) -> float:
        """Seconds spent on imports so far."""
        ...

    def load(self) -> None:
        """Import what the first call would otherwise wait for; GeneratorUnavailableError when that fails."""
        ...

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """Pieces of text; fails with any error."""
        ...

    def whole(self, prompt: Prompt) -> Iterator[str]:
        """The text in one piece; fails with any error."""
        ...


class PromptedGenerator:
    """Phrases and rewrites through a chat model."""

    def __init__(
        self,
        chat: Chat,
        timeout: float,
        masked: Callable[[str], str] = str,
        breaker: Breaker | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the seconds that one asker may wait in all, and what hides personal data in whatever is sent."""
        self._chat = chat
        self._timeout = timeout
        self._masked = masked
        self._breaker = breaker or Breaker(clock)
        self._clock = clock

    @property
    def loading_seconds(self) -> float:
        """Seconds spent on imports so far."""
        return self._chat.loading_seconds

    def load(self) -> None:
        """Import what the first call would otherwise wait for."""
        try:
            self._chat.load()
        except GeneratorUnavailableError as error:
            _log.warning("language model: loading failed: %s", error)

    def phrase(self, question: str, handles: Sequence[Handle], waited: float) -> Iterator[str]:
        """An answer from the quotations, piece by piece; ends early where the model fails."""
        clauses = "\n".join(f"[{handle.n}] {_about(handle)}{_line(handle.text)}" for handle in handles)
        asked = prompt("phrase", clauses=clauses, question=self._quoted(question))
        yield from self._said("phrasing", asked, self._chat.stream, self._timeout - waited)

    def rewrite(self, question: str, before: Sequence[str]) -> Rewriting:
        """A follow-up as a question that stands by itself."""
        turns = json.dumps([self._masked(turn) for turn in before[-_TURNS:]], ensure_ascii=False)
        asked = prompt("rewrite", before=turns, question=self._quoted(question))
        started = self._clock() - self.loading_seconds
        said = "".join(self._said("rewriting", asked, self._chat.whole, self._timeout))
        waited = self._clock() - self.loading_seconds - started
        return Rewriting(_THINKING.sub("", said).strip() or None, waited)

    def _said(self, task: str, asked: Prompt, say: Callable[[Prompt], Iterator[str]], seconds: float) -> Iterator[str]:
        if seconds <= 0 or not self._breaker.permits():
            return
        try:
            self._chat.load()
            yield from _not_silent(in_time(lambda: say(asked), seconds))
        except GeneratorUnavailableError as error:
            self._breaker.failed()
            _log.warning("language model: %s failed: %s", task, error)
        except GeneratorExit:  # enough was said
            self._breaker.succeeded()
            raise
        else:
            self._breaker.succeeded()

    def _quoted(self, text: str) -> str:
        """As a JSON string, which no text can end before its own end."""
        return json.dumps(self._masked(text), ensure_ascii=False)


def _not_silent(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces themselves.

    Raises:
        GeneratorUnavailableError: there is nothing in them.
    """
    silent = True
    for piece in pieces:
        silent = silent and not piece.strip()
        yield piece
    if silent:
        raise GeneratorUnavailableError("it said nothing")


def _about(handle: Handle) -> str:
    return f"<{_line(handle.about)}> " if handle.about else ""


def _line(text: str) -> str:
    return " ".join(text.split())
