"""Corpus and index: what is served, a rebuild and how far it is, the last evaluation."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, RedirectResponse, Response

from assistant.cite import shown_title
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.failures import RefusedError
from assistant.web.replies import Json
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import Doors
from assistant.web.staff.shell import framed, moment
from corpus.errors import PolicyError


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The routes."""
    report = desk.settings.var / "eval" / "report.html"

    @router.get("/corpus")
    def show(who: Annotated[SignedIn, Depends(doors.to(Role.STAFF))]) -> Response:
        assistant = desk.holder.get(0)
        documents = assistant.corpus.documents if assistant else ()
        evaluated = moment(datetime.fromtimestamp(report.stat().st_mtime, UTC)) if report.is_file() else ""
        index, fault = _index(desk)
        return framed(
            "corpus.html",
            who,
            "corpus",
            documents=[(shown_title(document), document) for document in documents],
            questions=sum(map(len, assistant.corpus.questions.values())) if assistant else 0,
            warnings=assistant.corpus.warnings if assistant else (),
            serving=desk.holder.state,
            index=index,
            fault=fault,
            progress=desk.rebuilding.progress,
            evaluated=evaluated,
        )

    @router.post("/corpus/rebuild")
    def rebuild(who: Annotated[SignedIn, Depends(doors.for_form(Role.ADMIN))]) -> Response:
        desk.rebuilding.start(who.user.name)
        return RedirectResponse("/staff/corpus#rebuild", 303)

    @router.get("/corpus/progress", dependencies=[Depends(doors.to(Role.STAFF))])
    def progress() -> Json:
        now = desk.rebuilding.progress
        return Json({"stage": now.stage, "done": now.done, "total": now.total, "under_way": now.under_way})

    @router.get("/evaluation/report", dependencies=[Depends(doors.to(Role.STAFF))])
    def evaluation() -> Response:
        if not report.is_file():
            raise RefusedError(404)
        return FileResponse(report, media_type="text/html; charset=utf-8")


def _index(desk: Desk) -> tuple[dict[str, Any], str]:
    """What is in the index, and why that cannot be said."""
    try:
        return dict(desk.rebuilding.status()), ""
    except PolicyError as error:
        return {}, str(error)
