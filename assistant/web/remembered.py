"""What the browser keeps of a conversation; the server keeps none of it (pure)."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.understand import LONGEST

MOST_TURNS = 20  # of a conversation: what came before is no longer shown, nor does a follow-up lean on it
_LONGEST = 100_000  # characters of one message


class Said(BaseModel):
    """One message of the chat: of whom, its HTML, the questions that it offers."""

    model_config = ConfigDict(frozen=True)

    role: str = Field(pattern="^(user|assistant)$")
    html: str = Field(max_length=_LONGEST)
    options: tuple[str, ...] = ()

    @property
    def shown(self) -> dict[str, Any]:
        """The message as the chat shows it."""
        options = [{"label": text, "value": text} for text in self.options]
        return {"role": self.role, "content": self.html, "options": options}


class Remembered(BaseModel):
    """A conversation as its browser keeps it: whoever changes it there changes only their own."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(default="", max_length=64)
    asked: tuple[str, ...] = Field(default=(), max_length=MOST_TURNS)
    messages: tuple[Said, ...] = Field(default=(), max_length=2 * MOST_TURNS)
    answer: str = Field(default="", max_length=100)  # the id of the last answer, to which feedback refers

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The messages as the chat shows them."""
        return [said.shown for said in self.messages]

    def with_turn(self, question: str, said: Said, answered: Said, answer: str) -> "Remembered":
        """The conversation after a question and its answer; the oldest turn gives way when there are too many."""
        return Remembered(
            name=self.name,
            asked=(*self.asked, question[: LONGEST + 1])[-MOST_TURNS:],  # one that is too long stays so
            messages=(*self.messages, said, answered)[-2 * MOST_TURNS :],
            answer=answer,
        )


def remembered(value: object) -> Remembered:
    """What a browser says that it keeps; what is not of our making is a new conversation."""
    try:
        return Remembered.model_validate(value)
    except ValidationError:
        return Remembered()
