"""What was asked: filtered, what needs looking at, and as a table for a spreadsheet."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel

from assistant.messages import message
from assistant.model import AnswerStatus, Route
from assistant.records.audit import Act
from assistant.records.export import export_csv
from assistant.records.filters import Wanted
from assistant.records.questions import Channel
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.failures import RefusedError
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import Doors
from assistant.web.staff.shell import framed, named

_A_PAGE = 50
_USEFUL = {"useful": True, "useless": False}
_AT_ONCE = 65536  # bytes


class Filter(BaseModel):
    """What the form over the log asks for; empty: anything."""

    status: str = ""
    route: str = ""
    district: str = ""
    channel: str = ""
    feedback: str = ""
    day: str = ""
    attention: bool = False

    def wanted(self) -> Wanted:
        """The same, as the records are asked.

        Raises:
            RefusedError: the day is none.
        """
        since, until = _bounds(self.day) if self.day else (None, None)
        return Wanted(
            status=self.status or None,
            route=self.route or None,
            district=self.district or None,
            channel=self.channel or None,
            useful=_USEFUL.get(self.feedback),
            since=since,
            until=until,
            attention=self.attention,
        )

    def query(self, **more: str) -> str:
        """The filter as the end of an address."""
        values = {name: value for name, value in self.model_dump(exclude={"attention"}).items() if value}
        return urlencode({**values, **({"attention": "1"} if self.attention else {}), **more})


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The routes."""

    @router.get("/questions")
    def show(
        who: Annotated[SignedIn, Depends(doors.to(Role.STAFF))],
        chosen: Annotated[Filter, Query()],
        before: str = "",
    ) -> Response:
        kept = desk.records.questions.matching(chosen.wanted(), _A_PAGE, before or None)
        assistant = desk.holder.get(0)
        places = assistant.corpus.districts if assistant else ()
        return framed(
            "questions.html",
            who,
            "questions",
            kept=kept,
            chosen=chosen,
            older=chosen.query(before=kept[-1].id) if len(kept) == _A_PAGE else "",
            named=named,
            statuses=[status.value for status in AnswerStatus],
            routes=[route.value for route in Route],
            channels=[channel.value for channel in Channel],
            districts=[place.name for place in places if not place.city],
        )

    @router.get("/questions.csv")
    def export(
        who: Annotated[SignedIn, Depends(doors.to(Role.EDITOR))], chosen: Annotated[Filter, Query()]
    ) -> Response:
        pieces = _table(desk, chosen, who)
        first = next(pieces)  # what fails fails here, before anything is sent
        headers = {"Content-Disposition": 'attachment; filename="questions.csv"'}
        return StreamingResponse(chain((first,), pieces), media_type="text/csv; charset=utf-8", headers=headers)


def _table(desk: Desk, chosen: Filter, who: SignedIn) -> Iterator[bytes]:
    """The table in pieces; its file is closed, then its folder removed, when the last has been taken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.csv"
        count = export_csv(desk.records.store, path, chosen.wanted())
        desk.records.audit.note(who.user.name, Act.EXPORTED, "questions", f"{count} rows; {chosen.query()}")
        with path.open("rb") as file:
            while piece := file.read(_AT_ONCE):
                yield piece


def _bounds(day: str) -> tuple[datetime, datetime]:
    """When that day begins, and the next, on this machine's clock.

    Raises:
        RefusedError: it is no day, or one at an end of the calendar.
    """
    try:
        begins = datetime.combine(date.fromisoformat(day), time())
        return begins.astimezone(UTC), (begins + timedelta(days=1)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise RefusedError(422, "invalid", message("failure.not_a_day", field=message("staff.day"))) from error
