"""Answers that officers approve: written, looked at, approved, withdrawn, and found by further wordings."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse, Response

from assistant.errors import UnverifiedCitationError
from assistant.records.approved import ApprovedAnswer
from assistant.records.bindings import Quoted
from assistant.records.errors import RefusedError
from assistant.records.sessions import SignedIn
from assistant.records.states import State, Verdict
from assistant.records.users import Role
from assistant.web.render import answered
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import Doors
from assistant.web.staff.draft import Draft, drafted
from assistant.web.staff.hits import found
from assistant.web.staff.near import near
from assistant.web.staff.shell import framed, named
from assistant.web.templating import page
from corpus.ids import ClauseId

_PATH = "/staff/answers"
_CLAUSES = 8  # offered for quoting
_LOG = 2000  # latest questions that are looked through for other wordings


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The routes."""
    _reading(router, desk, doors)
    _writing(router, desk, doors)
    _wording(router, desk, doors)


def _reading(router: APIRouter, desk: Desk, doors: Doors) -> None:
    @router.get("/answers")
    def every(who: Annotated[SignedIn, Depends(doors.to(Role.STAFF))], state: str = "") -> Response:
        chosen = State(state) if state in list(State) else None
        answers = desk.records.approved.every(chosen)
        waiting = desk.records.wordings.waiting()
        return framed("answers.html", who, "answers", answers=answers, state=state, waiting=waiting, named=named)

    @router.get("/answers/new")
    def new(
        who: Annotated[SignedIn, Depends(doors.to(Role.EDITOR))],
        question: Annotated[str, Query(max_length=4000)] = "",
        replaces: str = "",
    ) -> Response:
        if not replaces:
            return editor(desk, who, Draft(question))
        old = desk.records.approved.get(replaces)
        quotes = tuple(Quoted(binding.clause_id, binding.quote) for binding in old.bindings)
        return editor(desk, who, Draft(old.question, old.answer, quotes, "" if old.withdrawal else old.id))

    @router.get("/clauses", dependencies=[Depends(doors.to(Role.EDITOR))])
    def clauses(q: Annotated[str, Query(max_length=4000)] = "") -> Response:
        hits = desk.assistant().search(q, _CLAUSES) if q.strip() else []
        return page("staff/clauses.html", clauses=[(found(hit, q), hit.clause.text) for hit in hits])

    @router.get("/answers/{identity}")
    def one(identity: str, who: Annotated[SignedIn, Depends(doors.to(Role.STAFF))]) -> Response:
        return _answer(desk, who, identity)


def _writing(router: APIRouter, desk: Desk, doors: Doors) -> None:
    @router.post("/answers/preview")
    def preview(
        who: Annotated[SignedIn, Depends(doors.for_form(Role.EDITOR))], draft: Annotated[Draft, Depends(drafted)]
    ) -> Response:
        fault = draft.fault(desk.assistant().approvals)
        return editor(desk, who, draft, fault, previewed=not fault)

    @router.post("/answers")
    def approve(
        who: Annotated[SignedIn, Depends(doors.for_form(Role.EDITOR))], draft: Annotated[Draft, Depends(drafted)]
    ) -> Response:
        assistant = desk.assistant()
        if fault := draft.fault(assistant.approvals):
            return editor(desk, who, draft, fault)
        try:
            kept = desk.records.approved.approve(
                draft.question, draft.answer, draft.quotes, assistant.corpus, who.user.name, draft.replaces or None
            )
        except RefusedError as error:
            return editor(desk, who, draft, error.shown)
        return RedirectResponse(f"{_PATH}/{kept.id}", 303)

    @router.post("/answers/{identity}/withdraw")
    def withdraw(
        identity: str,
        who: Annotated[SignedIn, Depends(doors.for_form(Role.EDITOR))],
        reason: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            desk.records.approved.withdraw(identity, who.user.name, reason)
        except RefusedError as error:
            return _answer(desk, who, identity, error.shown)
        return RedirectResponse(f"{_PATH}/{identity}", 303)


def _wording(router: APIRouter, desk: Desk, doors: Doors) -> None:
    @router.post("/answers/{identity}/wordings")
    def suggested(
        identity: str,
        who: Annotated[SignedIn, Depends(doors.for_form(Role.EDITOR))],
        text: Annotated[str, Form()] = "",
        verdict: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            _decide(desk, desk.records.wordings.suggest(identity, text, who.user.name), verdict, who)
        except RefusedError as error:
            return _answer(desk, who, identity, error.shown)
        return RedirectResponse(f"{_PATH}/{identity}#wordings", 303)

    @router.post("/answers/{identity}/wordings/{wording}")
    def decided(
        identity: str,
        wording: str,
        who: Annotated[SignedIn, Depends(doors.for_form(Role.EDITOR))],
        verdict: Annotated[str, Form()] = "",
    ) -> Response:
        try:
            _decide(desk, wording, verdict, who)
        except RefusedError as error:
            return _answer(desk, who, identity, error.shown)
        return RedirectResponse(f"{_PATH}/{identity}#wordings", 303)


def _decide(desk: Desk, wording: str, verdict: str, who: SignedIn) -> None:
    if verdict == Verdict.ACCEPTED:
        desk.records.wordings.accept(wording, who.user.name)
    elif verdict == Verdict.REFUSED:
        desk.records.wordings.refuse(wording, who.user.name)


def editor(desk: Desk, who: SignedIn, draft: Draft, fault: str = "", previewed: bool = False) -> Response:
    """The page on which an answer is written, with what stands there so far."""
    assistant = desk.assistant()
    preview = answered(draft.preview(assistant.approvals)) if previewed else ""
    status = 422 if fault else 200
    rows = draft.rows(assistant.corpus)
    return framed("editor.html", who, "answers", status, draft=draft, rows=rows, fault=fault, preview=preview)


def _answer(desk: Desk, who: SignedIn, identity: str, fault: str = "") -> Response:
    answer = desk.records.approved.get(identity)
    wordings = desk.records.wordings.of(identity)
    quotes = tuple(Quoted(binding.clause_id, binding.quote) for binding in answer.bindings)
    draft = Draft(answer.question, answer.answer, quotes)
    assistant = desk.assistant()
    try:
        shown = draft.preview(assistant.approvals)
    except UnverifiedCitationError:
        shown = answer.answer  # its clauses read otherwise now
    known = [wording.text for wording in wordings]
    return framed(
        "answer.html",
        who,
        "answers",
        422 if fault else 200,
        answer=answer,
        shown=answered(shown),
        rows=draft.rows(assistant.corpus),
        wordings=wordings,
        near=_near(desk, answer, known) if not answer.withdrawal and who.user.role.reaches(Role.EDITOR) else [],
        fault=fault,
        named=named,
    )


def _near(desk: Desk, answer: ApprovedAnswer, known: list[str]) -> list[str]:
    """How else it is asked: by askers, and by the typical questions of its clauses."""
    taught = desk.assistant().corpus.questions
    typical = [text for binding in answer.bindings for text in taught.get(ClauseId(binding.clause_id), ())]
    asked = [kept.question for kept in desk.records.questions.recent(_LOG)]
    return near(answer.question, [*asked, *typical], known)
