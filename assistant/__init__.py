"""Cited answers to questions about a city's professional-title policy.

    from assistant import open_assistant
    assistant = open_assistant()
    assistant.ask("中级职称评审费是多少").text

Importing this package loads nothing heavy.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.bootstrap import open_assistant
    from assistant.conversation import Conversation
    from assistant.model import Answer, AnswerStatus, Citation, Question, Route

__all__ = ["Answer", "AnswerStatus", "Citation", "Conversation", "Question", "Route", "open_assistant"]

_HOMES = {
    "open_assistant": "assistant.bootstrap",
    "Conversation": "assistant.conversation",
    **dict.fromkeys(("Answer", "AnswerStatus", "Citation", "Question", "Route"), "assistant.model"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(_HOMES[name]), name)
    return found
