"""A whole text, open at a clause, its table of contents beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from assistant.cite import shown_title
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.failures import RefusedError
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import Doors
from assistant.web.staff.hits import anchor, source_line
from assistant.web.staff.shell import framed
from corpus.model import PolicyDocument


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above clauses; `place` is where it stands on the page."""

    text: str
    level: int
    place: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause under the headings that begin with it."""

    headings: tuple[Heading, ...]
    place: str
    text: str
    copied: str


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The route."""

    @router.get("/documents/{identity}")
    def show(identity: str, who: Annotated[SignedIn, Depends(doors.to(Role.STAFF))]) -> Response:
        for document in desk.assistant().corpus.documents:
            if document.id == identity:
                shown = list(passages(document))
                return framed("document.html", who, "look_up", title=shown_title(document), passages=shown)
        raise RefusedError(404)


def passages(document: PolicyDocument) -> Iterator[Passage]:
    """The clauses of a text in order, each with the headings that it is the first to stand under."""
    above: tuple[str, ...] = ()
    count = 0
    for clause in document.clauses:
        same = 0
        while same < min(len(above), len(clause.headings)) and above[same] == clause.headings[same]:
            same += 1
        fresh = []
        for level in range(same, len(clause.headings)):
            count += 1
            fresh.append(Heading(clause.headings[level], level + 1, f"heading-{count}"))
        above = clause.headings
        yield Passage(
            tuple(fresh), anchor(clause), clause.text, source_line(clause.text, shown_title(document), clause.section)
        )
