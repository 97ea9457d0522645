"""Who comes in to the staff's pages, and who does not."""

import html

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from assistant.messages import message
from assistant.records.users import Role
from assistant.web.failures import _CODES
from assistant.web.limits import MOST_BYTES
from assistant.web.staff import sign_in
from assistant.web.staff.console import PARTS
from assistant.web.staff.doors import Doors
from tests.keeping import PASSWORD
from tests.staffing import HTML, NAMES, House, sent
from tests.web import application

PAGES = {
    Role.STAFF: [
        "/staff",
        "/staff/look-up?q=押金",
        "/staff/documents/yunhai",
        "/staff/questions",
        "/staff/answers",
        "/staff/corpus",
        "/staff/corpus/progress",
    ],
    Role.EDITOR: ["/staff/questions.csv", "/staff/answers/new", "/staff/clauses?q=押金"],
    Role.ADMIN: ["/staff/users", "/staff/service", "/staff/audit"],
}
FORMS = {
    Role.STAFF: ["/staff/script", "/staff/sign-out"],
    Role.EDITOR: [
        "/staff/answers",
        "/staff/answers/preview",
        "/staff/answers/x/withdraw",
        "/staff/answers/x/wordings",
        "/staff/answers/x/wordings/y",
    ],
    Role.ADMIN: ["/staff/corpus/rebuild", "/staff/users", "/staff/users/change", "/staff/service"],
}


@pytest.fixture(scope="module")
def quiet_admin(quiet_office: House) -> TestClient:
    client = quiet_office.client(Role.ADMIN)
    del client.headers["Origin"]
    return client


def every(pages: dict[Role, list[str]]) -> list[tuple[Role, str]]:
    return [(role, path) for role, paths in pages.items() for path in paths]


@pytest.mark.parametrize(("role", "path"), every(PAGES))
def test_a_page_opens_for_its_role_and_shows_nothing_to_others(quiet_office: House, role: Role, path: str) -> None:
    assert quiet_office.client(role).get(path).status_code == 200
    for cookies in ({}, {"staff_session": "forged"}):
        stranger = quiet_office.client()
        stranger.cookies.update(cookies)
        got = stranger.get(path)
        assert got.status_code == 401
        assert "押金" not in got.text
        assert "data-csrf" not in got.text
        assert stranger.get(path, headers={"Accept": "*/*"}).json()["error"]["code"] == "unauthorized"
    if role is not Role.STAFF:
        lower = quiet_office.client(Role.STAFF if role is Role.EDITOR else Role.EDITOR).get(path)
        assert lower.status_code == 403
        assert "data-csrf" not in lower.text


@pytest.mark.parametrize(("role", "path"), every(FORMS))
def test_a_form_wants_session_role_and_token(quiet_office: House, role: Role, path: str) -> None:
    assert quiet_office.client().post(path, data={"csrf": "x"}).status_code == 401
    assert quiet_office.client(Role.ADMIN).post(path, data={"csrf": "0" * 64}).status_code == 403
    assert quiet_office.client(Role.ADMIN).post(path).status_code == 403
    if role is not Role.STAFF:
        lower = quiet_office.client(Role.STAFF if role is Role.EDITOR else Role.EDITOR)
        assert sent(lower, path).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: House) -> None:
    for address, secure in (("http://testserver", False), ("https://testserver", True)):
        got = office.client(base_url=address).post(
            "/staff/sign-in", data={"name": NAMES[Role.STAFF], "password": PASSWORD}
        )
        cookie = got.headers["set-cookie"].lower()
        assert {"httponly", "samesite=strict", "path=/staff"} <= {part.strip() for part in cookie.split(";")}
        assert ("secure" in cookie) is secure


def test_signing_in_leads_back_but_never_off_the_pages(office: House) -> None:
    for onward, expected in (
        ("/staff/audit", "/staff/audit"),
        ("/staff/questions?day=2026-01-02&attention=1", "/staff/questions?day=2026-01-02&attention=1"),
        ("/staff?q=a\\b", "/staff?q=a%5Cb"),
        ("//evil.example", "/staff"),
        ("//evil.example?/staff", "/staff"),
        ("?/staff", "/staff"),
        ("/staffed?x", "/staff"),
        ("https://evil.example/staff", "/staff"),
        ("/\t/evil.example/staff?x", "/staff"),
        ("/staff\\@evil", "/staff"),
    ):
        data = {"name": NAMES[Role.STAFF], "password": PASSWORD, "onward": onward}
        assert office.client().post("/staff/sign-in", data=data).headers["location"] == expected


def test_whoever_signs_in_again_finds_what_they_had_looked_for(office: House) -> None:
    client, asked = office.client(), "/staff/questions?district=%E6%B5%B7%E6%B9%BE&attention=1"
    asking = client.get(asked).text
    onward = html.unescape(asking.split('name="onward" value="')[1].split('"')[0])
    data = {"name": NAMES[Role.STAFF], "password": PASSWORD, "onward": onward}
    assert client.post("/staff/sign-in", data=data).headers["location"] == asked


def test_wrong_passwords_are_refused_then_throttled(office: House) -> None:
    client = office.client()
    said = [client.post("/staff/sign-in", data={"name": "小王", "password": "wrong"}).status_code for _ in range(6)]
    assert said == [401] * 5 + [429]


HOST = "http://testserver"
TOLD = [  # what a browser tells, and whether the form is ours
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "same-site", "Origin": HOST}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": HOST}, False),
    ({"Sec-Fetch-Site": "", "Origin": HOST}, False),
    ({"Origin": HOST}, True),
    ({"Origin": "https://testserver"}, True),  # a proxy in front speaks https
    ({"Origin": f"{HOST}:80"}, True),
    ({"Origin": f"{HOST}:8080"}, False),
    ({"Origin": f"{HOST}.evil.example"}, False),
    ({"Origin": "http://evil.example/testserver"}, False),
    ({"Origin": "http://testserver@evil.example"}, False),
    ({"Origin": "null", "Referer": f"{HOST}/staff/sign-in"}, False),
    ({"Origin": "http://[evil"}, False),
    ({"Origin": "file://testserver"}, False),
    ({"Referer": f"{HOST}/staff/sign-in"}, True),
    ({"Referer": "http://evil.example/?testserver"}, False),
    ({}, False),
]


def test_no_form_has_been_left_out(quiet_office: House) -> None:
    router, doors = APIRouter(prefix="/staff"), Doors(quiet_office.records)
    sign_in.add(router, quiet_office.desk, doors)
    for part in PARTS:
        part.add(router, quiet_office.desk, doors)
    posted = {route.path for route in router.routes if isinstance(route, APIRoute) and "POST" in (route.methods or ())}
    known = {path.replace("/x", "/{identity}").replace("/y", "/{wording}") for _, path in every(FORMS)}
    assert posted == {*known, "/staff/sign-in"}


@pytest.mark.parametrize(("told", "ours"), TOLD)
def test_only_a_form_of_ours_signs_in(quiet_office: House, told: dict[str, str], ours: bool) -> None:
    data = {"name": NAMES[Role.STAFF], "password": PASSWORD}
    client = quiet_office.client()
    del client.headers["Origin"]
    got = client.post("/staff/sign-in", data=data, headers=told)
    assert got.status_code == (303 if ours else 403)
    assert ("set-cookie" in got.headers) is ours
    if not ours:
        assert "本站页面" in got.text


@pytest.mark.parametrize(("told", "ours"), TOLD)
@pytest.mark.parametrize("path", [path for _, path in every(FORMS)])
def test_every_form_is_asked_where_it_comes_from(
    quiet_admin: TestClient, path: str, told: dict[str, str], ours: bool
) -> None:
    """Even with the right token in it; the routes themselves are not reached, since the token is looked at last."""
    got = quiet_admin.post(path, data={"csrf": "0" * 64}, headers=told)
    assert got.status_code == 403
    assert ("本站页面" in got.text) is not ours  # otherwise it is the token that is wrong


def test_signing_out_ends_the_session_everywhere(office: House) -> None:
    client = office.client(Role.STAFF)
    token = client.cookies["staff_session"]
    assert sent(client, "/staff/sign-out").status_code == 303
    again = office.client()
    again.cookies["staff_session"] = token
    assert again.get("/staff").status_code == 401


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/staff/nowhere", 404, "没有这个页面"),
        ("/staff/documents/nope", 404, "没有这个页面"),
        ("/staff/evaluation/report", 404, "没有这个页面"),
        ("/staff/questions?day=2026-02-31", 422, "内容有误"),
        ("/staff/questions?attention=xx", 422, "内容有误"),
        (f"/staff/look-up?q={'a' * 201}", 422, "内容有误"),
    ],
)
def test_what_goes_wrong_is_told_in_the_staffs_own_frame(
    quiet_office: House, path: str, status: int, title: str
) -> None:
    client = quiet_office.client(Role.STAFF)
    got = client.get(path)
    assert got.status_code == status
    assert f"<h1>{title}</h1>" in got.text
    assert 'href="/staff"' in got.text
    assert 'href="/staff/assets/staff.css"' in got.text
    assert "style-src 'self'" in got.headers["content-security-policy"]
    assert client.get(path, headers={"Accept": "*/*"}).json()["error"]["request_id"]


def test_a_form_that_goes_wrong_is_told_in_the_staffs_own_frame(quiet_office: House) -> None:
    editor = quiet_office.client(Role.EDITOR)
    for status, got in (
        (405, editor.request("DELETE", "/staff/answers")),
        (413, editor.post("/staff/answers", data={"answer": "a" * MOST_BYTES})),
        (422, sent(editor, "/staff/answers", answer="a" * 9000)),
        (400, editor.post("/staff/answers", content=b"x", headers={"Content-Type": "multipart/form-data"})),
    ):
        assert got.status_code == status
        assert 'href="/staff"' in got.text, got.text


def test_every_failure_has_its_title() -> None:
    for status in _CODES:
        assert message(f"staff.problem_{status}")


def test_without_records_nobody_signs_in(office: House) -> None:
    with TestClient(application(office.holder), headers=HTML) as client:
        assert client.get("/staff").status_code == 503
        assert client.get("/staff/sign-in").status_code == 503
