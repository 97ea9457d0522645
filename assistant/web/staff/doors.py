"""Who may come in: the session in a cookie, the role that a page asks for, the token that a form sends back."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Form, Request
from fastapi.responses import Response

from assistant.records.book import Records
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.failures import RefusedError
from assistant.web.staff.own_form import is_own_form

COOKIE = "staff_session"
_STALE = "stale_form"


class ClosedDoorError(RefusedError):
    """Nobody is signed in (401), or somebody who may not (403)."""

    @property
    def ended(self) -> bool:
        """True when whoever sends a form has no session any more, or another than that of its page."""
        return self.status == 401 or self.code == _STALE


class Doors:
    """Looks at each request for a staff page before anything else does."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def to(self, role: Role) -> Callable[[Request], SignedIn]:
        """A page for everybody whose role reaches that one."""

        def entered(request: Request) -> SignedIn:
            who = self.session(request)
            if who is None:
                raise ClosedDoorError(401)
            if not who.user.role.reaches(role):
                raise ClosedDoorError(403)
            return who

        return entered

    def for_form(self, role: Role) -> Callable[[Request, str], SignedIn]:
        """The same, for a form: it must come from a page of ours, and of the same session."""
        enter = self.to(role)

        def sent(request: Request, csrf: Annotated[str, Form()] = "") -> SignedIn:
            who = enter(request)
            require_own_form(request)
            if not who.sent_by_us(csrf):
                raise ClosedDoorError(403, _STALE)
            return who

        return sent

    def session(self, request: Request) -> SignedIn | None:
        """The open session of a request, or None.

        Raises:
            RecordsUnavailableError: nobody can sign in now.
        """
        self._records.require_open()
        token = request.cookies.get(COOKIE, "")
        return self._records.sessions.find(token) if token else None

    def open(self, response: Response, request: Request, token: str) -> None:
        """Give the browser its token: for us alone, out of reach of scripts, behind https only over https."""
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(self._records.sessions.longest.total_seconds()),
            path="/staff",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )


def require_own_form(request: Request) -> None:
    """For every form; that of signing in has no session yet, and nothing else to be known by.

    Raises:
        ClosedDoorError: another site has sent it, or nobody knows who.
    """
    if not is_own_form(request.headers):
        raise ClosedDoorError(403, "foreign_form")
