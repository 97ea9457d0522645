"""The staff's pages under /staff. BEGIN HERE: each part is a module with its routes.

sign_in        in and out
look_up        clauses while one types, and what to say on the telephone
documents      a whole text, open at a clause
question_log   what was asked
approving      answers that officers approve
state          corpus, index, evaluation
people         users, the switch, the audit log
"""

import math

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from assistant.messages import message
from assistant.records.errors import RecordsUnavailableError, RefusedError
from assistant.web import failures
from assistant.web.paths import STAFF, STAFF_ASSETS
from assistant.web.records_opening import AGAIN
from assistant.web.staff import approving, documents, look_up, people, question_log, sign_in, state
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import ClosedDoorError, Doors
from assistant.web.staff.shell import ASSETS
from assistant.web.staff.typed import typed, unsent

PARTS = (look_up, documents, question_log, approving, state, people)


def add_console(app: FastAPI, desk: Desk | None) -> None:
    """The pages, and what a request meets that may not have them; without a desk nobody can sign in (503)."""
    _add_failures(app)
    app.mount(STAFF_ASSETS, StaticFiles(directory=ASSETS), name="staff-assets")
    if desk is not None:
        doors = Doors(desk.records)
        router = APIRouter(prefix=STAFF, include_in_schema=False)
        sign_in.add(router, desk, doors)
        for part in PARTS:
            part.add(router, desk, doors)
        app.include_router(router)

    async def rest(request: Request) -> Response:
        return await _told(request, failures.RefusedError(404 if desk else 503))

    for path in (STAFF, f"{STAFF}/{{rest:path}}"):
        app.router.routes.append(Route(path, rest, methods=["GET", "POST"], include_in_schema=False))


def _add_failures(app: FastAPI) -> None:
    @app.exception_handler(ClosedDoorError)
    async def closed(request: Request, refusal: ClosedDoorError) -> Response:
        if failures.wants_page(request.scope):
            if refusal.status == 401 and request.method == "GET":
                return sign_in.form(401, sign_in.wanted(request.url))
            if refusal.ended and (draft := await unsent(request)):
                return sign_in.form(refusal.status, name=draft.writer, draft=draft)
        return await _told(request, refusal)

    @app.exception_handler(RefusedError)
    async def refused(request: Request, error: RefusedError) -> Response:
        return await _told(request, failures.RefusedError(422, "invalid", error.shown))

    @app.exception_handler(RecordsUnavailableError)
    async def unavailable(request: Request, error: RecordsUnavailableError) -> Response:
        failures.log_unavailable(error)
        wait = {"Retry-After": str(math.ceil(AGAIN))}
        return await _told(request, failures.RefusedError(503, None, message("failure.records"), headers=wait))


async def _told(request: Request, refusal: failures.RefusedError) -> Response:
    return failures.told_to(request.scope, refusal, await typed(request))
