"""What all staff pages have in common: the frame around them, moments and names as people read them."""

from datetime import datetime
from pathlib import Path

from starlette.responses import HTMLResponse

from assistant.messages import message
from assistant.records.sessions import SignedIn
from assistant.records.users import Role
from assistant.web.staff.noted import noted
from assistant.web.templating import page

ASSETS = Path(__file__).parent / "assets"
_TABS = (
    ("look_up", "/staff", Role.STAFF),
    ("questions", "/staff/questions", Role.STAFF),
    ("answers", "/staff/answers", Role.STAFF),
    ("corpus", "/staff/corpus", Role.STAFF),
    ("users", "/staff/users", Role.ADMIN),
    ("service", "/staff/service", Role.ADMIN),
    ("audit", "/staff/audit", Role.ADMIN),
)


def framed(template: str, who: SignedIn, tab: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page for somebody who is signed in, with the tabs that their role reaches."""
    tabs = [(name, path) for name, path, role in _TABS if who.user.role.reaches(role)]
    may = {role.value: who.user.role.reaches(role) for role in Role}
    frame = {"who": who.user, "csrf": who.csrf, "tabs": tabs, "tab": tab, "may": may}
    return page(f"staff/{template}", status, **frame, moment=moment, noted=noted, **values)


def moment(at: datetime) -> str:
    """A moment on this machine's clock."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def named(kind: str, value: str) -> str:
    """What people call a status, a route, a channel, a role; the value itself where nobody has named it."""
    try:
        return message(f"{kind}.{value}")
    except KeyError:
        return value
