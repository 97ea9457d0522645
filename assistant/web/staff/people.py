"""What admins do: users, the switch that takes the service down, and who did what."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from assistant.messages import message
from assistant.records.errors import RefusedError
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.staff.desk import Desk
from assistant.web.staff.doors import Doors
from assistant.web.staff.shell import framed, named

_A_PAGE = 100  # entries of the audit log
Typed = Annotated[str, Form(max_length=1000)]


def add(router: APIRouter, desk: Desk, doors: Doors) -> None:
    """The routes."""
    _users(router, desk, doors)
    _switch(router, desk, doors)

    @router.get("/audit")
    def audit(who: Annotated[SignedIn, Depends(doors.to(Role.ADMIN))], before: str = "") -> Response:
        entries = desk.records.audit.entries(_A_PAGE, before or None)
        older = entries[-1].id if len(entries) == _A_PAGE else ""
        return framed("audit.html", who, "audit", entries=entries, older=older, act=_act)


def _users(router: APIRouter, desk: Desk, doors: Doors) -> None:
    users = desk.records.users
    deeds: dict[str, Callable[[str, str, str], object]] = {
        "role": lambda name, value, by: users.set_role(name, _role(value), by),
        "disable": lambda name, _, by: users.disable(name, by),
        "enable": lambda name, _, by: users.enable(name, by),
        "password": users.set_password,
    }

    def shown(who: SignedIn, fault: str = "") -> Response:
        status = 422 if fault else 200
        return framed(
            "users.html", who, "users", status, users=users.every(), roles=list(Role), fault=fault, named=named
        )

    @router.get("/users")
    def every(who: Annotated[SignedIn, Depends(doors.to(Role.ADMIN))]) -> Response:
        return shown(who)

    @router.post("/users")
    def new(
        who: Annotated[SignedIn, Depends(doors.for_form(Role.ADMIN))],
        name: Typed = "",
        role: Typed = Role.STAFF.value,
        password: Typed = "",
    ) -> Response:
        try:
            users.add(name, _role(role), password, who.user.name)
        except RefusedError as error:
            return shown(who, error.shown)
        return RedirectResponse("/staff/users", 303)

    @router.post("/users/change")
    def change(
        who: Annotated[SignedIn, Depends(doors.for_form(Role.ADMIN))],
        name: Typed = "",
        deed: Typed = "",
        value: Typed = "",
    ) -> Response:
        if deed not in deeds:
            return shown(who, message("failure.bad_request"))
        try:
            deeds[deed](name, value, who.user.name)
        except RefusedError as error:
            return shown(who, error.shown)
        return RedirectResponse("/staff/users", 303)


def _switch(router: APIRouter, desk: Desk, doors: Doors) -> None:
    def shown(who: SignedIn, fault: str = "") -> Response:
        status = 422 if fault else 200
        return framed("service.html", who, "service", status, closed=desk.records.service.closed(), fault=fault)

    @router.get("/service")
    def state(who: Annotated[SignedIn, Depends(doors.to(Role.ADMIN))]) -> Response:
        return shown(who)

    @router.post("/service")
    def switch(
        who: Annotated[SignedIn, Depends(doors.for_form(Role.ADMIN))], deed: Typed = "", notice: Typed = ""
    ) -> Response:
        try:
            if deed == "close":
                desk.records.service.close(notice, who.user.name)
            elif deed == "open":
                desk.records.service.open(who.user.name)
        except RefusedError as error:
            return shown(who, error.shown)
        finally:
            desk.switch.forget()
        return RedirectResponse("/staff/service", 303)


def _role(value: str) -> Role:
    """The role of that name.

    Raises:
        RefusedError: there is none.
    """
    if value not in list(Role):
        raise RefusedError(f"role: {value!r} is none.", "staff.no_such_role")
    return Role(value)


def _act(what: str) -> str:
    return named("act", what.replace(" ", "_").replace("-", "_"))
