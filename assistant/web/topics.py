"""What can be asked, by topic, for the first screen (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.messages import message, message_list

_TOPICS = ("conditions", "fees", "hours", "process", "platform", "contact")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's name and questions that people often have about it."""

    name: str
    questions: Sequence[str]


def topics() -> list[Topic]:
    """All topics, in the order in which they are shown."""
    return [Topic(message(f"topics.{key}"), message_list(f"topics.{key}_questions")) for key in _TOPICS]
