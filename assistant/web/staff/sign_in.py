"""Signing in and out; an answer that was being written when a session ended is gone on with after the next sign-in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import URL

from assistant.records.errors import RefusedError, SignInThrottledError
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.paths import STAFF, is_staff
from assistant.web.staff.approving import editor
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import COOKIE, ClosedDoorError, Doors, require_own_form
from assistant.web.staff.draft import Draft, drafted
from assistant.web.templating import page


def form(
    status: int = 200, onward: str = STAFF, problem: str = "", name: str = "", draft: Draft | None = None
) -> Response:
    """The form; `onward` is where to go after it, unless there is a draft to go on with, which the form carries."""
    carried = draft if draft and draft.writer else None
    return page("staff/sign_in.html", status, onward=onward, problem=problem, name=name, draft=carried)


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The routes."""

    @router.get("/sign-in")
    def show(request: Request) -> Response:
        return RedirectResponse(STAFF, 303) if doors.session(request) else form()

    @router.post("/sign-in", dependencies=[Depends(require_own_form)])
    def sign_in(
        request: Request,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        onward: Annotated[str, Form()] = STAFF,
        draft: Annotated[Draft | None, Depends(drafted)] = None,
    ) -> Response:
        address = request.client.host if request.client else "unknown"
        try:
            token = desk.records.sign_in.attempt(name, password, address)
        except SignInThrottledError as error:
            refused = form(429, _ours(onward), error.shown, name, draft)
            refused.headers["Retry-After"] = str(int(error.wait.total_seconds()))
            return refused
        except RefusedError as error:
            return form(401, _ours(onward), error.shown, name, draft)
        response = _entered(desk, token, onward, draft)
        doors.open(response, request, token)
        return response

    @router.post("/sign-out")
    def sign_out(request: Request, _: Annotated[SignedIn, Depends(doors.for_form(Role.STAFF))]) -> Response:
        desk.records.sessions.end(request.cookies[COOKIE])
        response = RedirectResponse(f"{STAFF}/sign-in", 303)
        response.delete_cookie(COOKIE, path=STAFF)
        return response


def wanted(url: URL) -> str:
    """Where a request wanted to go, with what it asked for there, to be gone on to after signing in."""
    return f"{url.path}?{url.query}" if url.query else url.path


def _entered(desk: Desk, token: str, onward: str, draft: Draft | None) -> Response:
    """What somebody sees who has signed in: the draft, when it is they who were writing it, or the page they wanted.

    Raises:
        ClosedDoorError: they may write no answers any more (403); the draft is shown to be copied.
    """
    who = desk.records.sessions.find(token)
    if who is None or draft is None or draft.writer != who.user.name:
        return RedirectResponse(_ours(onward), 303)
    if not who.user.role.reaches(Role.EDITOR):
        raise ClosedDoorError(403)
    return editor(desk, who, draft)


def _ours(onward: str) -> str:
    """Where to go after signing in: never off the staff's pages, whatever is asked for there."""
    path = onward.partition("?")[0]
    return onward if is_staff(path) and "\\" not in path else STAFF
