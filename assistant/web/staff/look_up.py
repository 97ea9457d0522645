"""Clauses while one types, and what to say to a caller."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, Response

from assistant.conversation import Conversation
from assistant.messages import message
from assistant.model import Answer
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.script import script_of
from assistant.web.recorder import kept
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import Doors
from assistant.web.staff.hits import Found, copied, found, topics
from assistant.web.staff.shell import framed
from assistant.web.templating import page

if TYPE_CHECKING:
    from index.model import Hit

_SHOWN = 20  # clauses
_LONGEST = 200  # characters of a look-up
Enter = Annotated[str, Query(max_length=_LONGEST)]


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The routes."""

    @router.get("")
    def show(who: Annotated[SignedIn, Depends(doors.to(Role.STAFF))]) -> Response:
        assistant = desk.holder.get(0)
        corpus = assistant.corpus if assistant else None
        return framed(
            "look_up.html",
            who,
            "look_up",
            documents=corpus.documents if corpus else (),
            districts=[place.name for place in corpus.districts if not place.city] if corpus else (),
            topics=topics(corpus) if corpus else (),
        )

    @router.get("/look-up", dependencies=[Depends(doors.to(Role.STAFF))])
    def look_up(q: Enter = "", document: str = "", district: str = "", topic: str = "") -> Response:
        assistant, started = desk.assistant(), time.perf_counter()
        hits: list[Found] = []
        if q.strip():
            everything = document or topic
            ranked = assistant.search(q, _all(desk) if everything else _SHOWN, district or None)
            hits = [found(hit, q) for hit in _wanted(ranked, document, topic)[:_SHOWN]]
        spent = (time.perf_counter() - started) * 1000
        shown = page("staff/hits.html", hits=hits, asked=bool(q.strip()))
        shown.headers["Server-Timing"] = f"search;dur={spent:.1f}"
        return shown

    @router.post("/script")
    def script(
        _: Annotated[SignedIn, Depends(doors.for_form(Role.STAFF))],
        q: Annotated[str, Form(max_length=4000)] = "",
        district: Annotated[str, Form(max_length=64)] = "",
        before: Annotated[list[str] | None, Form()] = None,
    ) -> HTMLResponse:
        assistant = desk.assistant()
        answer = assistant.ask(q, Conversation(tuple(before or ())), district or None)
        question_id = kept(desk.recorder, q, answer, "staff")
        said = script_of(answer)
        clauses = [assistant.clause(citation.clause_id) for citation in answer.citations]
        return page(
            "staff/script.html",
            script=said,
            answer=answer,
            cited=list(zip(answer.citations, clauses, strict=True)),
            copied=copied(said.text, answer.citations),
            question_id=question_id,
            phones=_phones(answer),
        )


def _all(desk: Desk) -> int:
    return len(desk.assistant().corpus.clauses)


def _wanted(hits: "Sequence[Hit]", document: str, topic: str) -> "list[Hit]":
    return [
        hit
        for hit in hits
        if (not document or hit.document.id == document) and (not topic or topic in hit.clause.headings)
    ]


def _phones(answer: Answer) -> list[str]:
    return [
        message("staff.phone", name=contact.name, phones=message("staff.and").join(contact.phones))
        for contact in answer.contacts
    ]
