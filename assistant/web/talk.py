"""One turn of the chat page: a question, and what the page shows until it is answered."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from assistant.answering import Assistant
from assistant.messages import message
from assistant.present import citation_lines
from assistant.understand import LONGEST
from assistant.web.failures import RefusedError
from assistant.web.gathered import gathered
from assistant.web.remembered import Remembered, Said
from assistant.web.render import answered, copy_button, dial, said, sources, with_openers, without_citation_lines
from assistant.web.service import Answered, Asked, Service

CHANNEL = "page"
_PATIENCE = 120.0  # seconds that a question waits for the assistant to be opened
_MOMENT = (
    0.2  # seconds within which pieces of an answer are shown at once: each step costs the page as much as an answer
)
_LOOK = 0.25  # seconds between two looks whether it is
_ELLIPSIS = "\u2026"


@dataclass(frozen=True, slots=True)
class Place:
    """The asker's district, or nothing, and what is dialled before local numbers."""

    district: str
    area_code: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, what is shown of the answer so far, and, once that is whole, the conversation after it."""

    said: Said
    answer: Said | None = None
    after: Remembered | None = None

    def messages(self, before: Remembered) -> list[dict[str, object]]:
        """All messages of the chat."""
        shown = [*before.shown, self.said.shown]
        return [*shown, self.answer.shown] if self.answer else shown


async def turns(
    service: Service, text: str, before: Remembered, place: Place, notice: str | None
) -> AsyncIterator[Turn]:
    """The turn as it comes; the last one has an `after`, unless the question could not be answered at all.

    Args:
        place: where the asker is.
        notice: what is said instead of an answer while the page is out of service.
    """
    asked = Said(role="user", html=said(text if len(text) <= LONGEST else f"{text[:LONGEST]}{_ELLIPSIS}"))
    yield Turn(asked)
    if notice is not None:
        yield Turn(asked, _plain(notice))
        return
    if service.holder.state == "starting":
        yield Turn(asked, _plain(message("page.preparing")))
        await _opened(service)
    try:
        question = Asked(text, CHANNEL, before.asked, place.district or None, None, before.name)
        async for answer, identity in _pieces(service, question, place.area_code):
            after = None if identity is None else before.with_turn(text, asked, answer, identity)
            yield Turn(asked, answer, after)
    except RefusedError as refusal:
        yield Turn(asked, _plain(refusal.text, [text]))


async def _pieces(service: Service, asked: Asked, area_code: str) -> AsyncIterator[tuple[Said, str | None]]:
    """The answer as it comes, in the end whole, with the id that feedback refers to."""
    spoken = ""
    assistant = service.assistant()  # the one that answers: after a rebuild another takes its place
    heard = await service.spoken(asked)
    async for piece in gathered(heard, _MOMENT):
        if isinstance(piece, Answered):
            yield _whole(assistant, asked.question, piece, area_code), piece.question_id or ""
        else:
            spoken += piece
            yield Said(role="assistant", html=answered(spoken)), None


async def _opened(service: Service) -> None:
    """Wait until the assistant is open, or cannot be opened, or patience is at its end."""
    waited = 0.0
    while service.holder.state == "starting" and waited < _PATIENCE:
        await asyncio.sleep(_LOOK)
        waited += _LOOK


def _whole(assistant: Assistant, question: str, piece: Answered, area_code: str) -> Said:
    answer = piece.answer
    clauses = [assistant.clause(citation.clause_id) for citation in answer.citations]
    text = without_citation_lines(answer, citation_lines(answer.citations))
    steps = answer.calculation.steps if answer.calculation else ()
    opening = with_openers(answered(text, steps), answer.citations)
    shown = opening + dial(answer.contacts, area_code) + sources(answer.citations, clauses)
    html = shown + copy_button(question)
    return Said(role="assistant", html=html, options=tuple(answer.suggestions))


def _plain(text: str, options: Sequence[str] = ()) -> Said:
    return Said(role="assistant", html=answered(text), options=tuple(options))
