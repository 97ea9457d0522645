"""The staff's pages over the mini corpus: who comes in, what they find, what they change."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.records.users import Role
from tests.conftest import MINI
from tests.keeping import PASSWORD
from tests.staffing import HTML, NAMES, House, csrf_of, house

QUESTION = "珍本证的押金退不退"
CLAUSE, WORDS = "yunhai#s2-i2", "珍本证每人收取押金300元，退证时退还。"
EVIL = "<script>alert()</script>![x](http://evil.example/x.png)[y](javascript:alert())"
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
    Role.EDITOR: ["/staff/answers", "/staff/answers/preview", "/staff/answers/x/withdraw", "/staff/answers/x/wordings"],
    Role.ADMIN: ["/staff/corpus/rebuild", "/staff/users", "/staff/users/change", "/staff/service"],
}


@pytest.fixture
def office(tmp_path: Path, mini: Path) -> Iterator[House]:
    opened = house(tmp_path, mini)
    yield opened
    opened.records.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For tests that change nothing."""
    opened = house(tmp_path_factory.mktemp("staff"), MINI)
    yield opened
    opened.records.close()


def sent(client: TestClient, path: str, **data: object) -> httpx.Response:
    return client.post(path, data={"csrf": csrf_of(client.get("/staff").text), **data})


def approved(client: TestClient, **more: object) -> str:
    """Where the answer stands that an editor has approved."""
    values = {"question": QUESTION, "answer": "退，押金300元。", "clause": CLAUSE, "quote": WORDS, **more}
    got = sent(client, "/staff/answers", **values)
    assert got.status_code == 303, got.text
    return str(got.headers["location"])


def every(pages: dict[Role, list[str]]) -> list[tuple[Role, str]]:
    return [(role, path) for role, paths in pages.items() for path in paths]


@pytest.mark.parametrize(("role", "path"), every(PAGES))
def test_a_page_opens_for_its_role_and_shows_nothing_to_others(shared: House, role: Role, path: str) -> None:
    assert shared.client(role).get(path).status_code == 200
    for cookies in ({}, {"staff_session": "forged"}):
        stranger = shared.client()
        stranger.cookies.update(cookies)
        got = stranger.get(path)
        assert got.status_code == 401
        assert "押金" not in got.text
        assert "data-csrf" not in got.text
        assert stranger.get(path, headers={"Accept": "*/*"}).json()["error"]["code"] == "unauthorized"
    if role is not Role.STAFF:
        lower = shared.client(Role.STAFF if role is Role.EDITOR else Role.EDITOR).get(path)
        assert lower.status_code == 403
        assert "data-csrf" not in lower.text


@pytest.mark.parametrize(("role", "path"), every(FORMS))
def test_a_form_wants_session_role_and_token(shared: House, role: Role, path: str) -> None:
    assert shared.client().post(path, data={"csrf": "x"}).status_code == 401
    assert shared.client(Role.ADMIN).post(path, data={"csrf": "0" * 64}).status_code == 403
    assert shared.client(Role.ADMIN).post(path).status_code == 403
    if role is not Role.STAFF:
        lower = shared.client(Role.STAFF if role is Role.EDITOR else Role.EDITOR)
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
        ("//evil.example", "/staff"),
        ("https://evil.example/staff", "/staff"),
        ("/staff\\@evil", "/staff"),
    ):
        data = {"name": NAMES[Role.STAFF], "password": PASSWORD, "onward": onward}
        assert office.client().post("/staff/sign-in", data=data).headers["location"] == expected


def test_wrong_passwords_are_refused_then_throttled(office: House) -> None:
    client = office.client()
    said = [client.post("/staff/sign-in", data={"name": "小王", "password": "wrong"}).status_code for _ in range(6)]
    assert said == [401] * 5 + [429]


def test_another_sites_form_does_not_sign_in(office: House) -> None:
    data = {"name": NAMES[Role.STAFF], "password": PASSWORD}
    got = office.client().post("/staff/sign-in", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert got.status_code == 403


def test_signing_out_ends_the_session_everywhere(office: House) -> None:
    client = office.client(Role.STAFF)
    token = client.cookies["staff_session"]
    assert sent(client, "/staff/sign-out").status_code == 303
    again = office.client()
    again.cookies["staff_session"] = token
    assert again.get("/staff").status_code == 401


def test_a_look_up_marks_its_words_and_keeps_to_its_filters(office: House) -> None:
    client = office.client(Role.STAFF)
    got = client.get("/staff/look-up", params={"q": "珍本证押金"}).text
    assert "<mark>珍本证</mark>" in got
    assert 'href="/staff/documents/yunhai#s2-i2"' in got
    narrowed = client.get("/staff/look-up", params={"q": "珍本证押金", "topic": "3.办理流程"}).text
    assert "3.办理流程" in narrowed
    assert "收费标准" not in narrowed
    assert client.get("/staff/look-up", params={"q": "押金", "document": "nowhere"}).text.count("<li>") == 0


def test_a_document_opens_at_its_clause_with_its_contents(office: House) -> None:
    got = office.client(Role.STAFF).get("/staff/documents/yunhai").text
    assert 'id="s2-i2"' in got
    assert "2.收费标准</a>" in got
    assert office.client(Role.STAFF).get("/staff/documents/nix").status_code == 404


def test_a_script_is_given_and_its_question_kept(office: House) -> None:
    got = sent(office.client(Role.STAFF), "/staff/script", q="珍本证押金多少")
    assert "珍本证每人收取押金300元" in got.text
    (kept,) = office.records.questions.recent()
    assert (kept.channel, kept.question) == ("staff", "珍本证押金多少")


def test_an_approved_answer_is_given_everywhere_until_its_clause_changes(office: House) -> None:
    editor = office.client(Role.EDITOR)
    approved(editor)
    for _ in range(2):
        got = editor.post("/api/v1/ask", json={"question": QUESTION}).json()
        assert (got["route"], got["citations"][0]["quote"]) == ("approved", WORDS)
        streamed = editor.post(
            "/v1/chat/completions", json={"model": "x", "messages": [{"role": "user", "content": QUESTION}]}
        )
        assert streamed.json()["policy_answer"]["route"] == "approved"
    source = next(path for path in office.corpus.rglob("*.md") if WORDS in path.read_text(encoding="utf-8"))
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace(WORDS, "珍本证每人收取押金500元，退证时退还。"), encoding="utf-8")
    manifest = office.corpus / "manifest.yaml"
    before, after = (hashlib.sha256(content.encode()).hexdigest() for content in (text, source.read_text("utf-8")))
    manifest.write_text(manifest.read_text("utf-8").replace(before, after), encoding="utf-8")
    rebuilt(office)
    got = editor.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert got["route"] != "approved"
    assert "撤下" in editor.get("/staff/answers").text
    assert "500元" in editor.get("/staff/documents/yunhai").text


def rebuilt(office: House) -> None:
    admin = office.client(Role.ADMIN)
    assert sent(admin, "/staff/corpus/rebuild").status_code == 303
    for _ in range(600):
        now = admin.get("/staff/corpus/progress").json()
        if not now["under_way"]:
            break
        time.sleep(0.02)
    assert now["stage"] == "done", office.desk.rebuilding.progress


def test_a_rebuild_that_fails_leaves_the_old_index_serving(office: House) -> None:
    (office.corpus / "manifest.yaml").write_text("nonsense: [", encoding="utf-8")
    admin = office.client(Role.ADMIN)
    sent(admin, "/staff/corpus/rebuild")
    for _ in range(600):
        if not admin.get("/staff/corpus/progress").json()["under_way"]:
            break
        time.sleep(0.02)
    assert office.desk.rebuilding.progress.stage == "failed"
    assert admin.post("/api/v1/ask", json={"question": QUESTION}).json()["status"] != "unavailable"


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "珍本证每人收取押金500元"},
        {"answer": "押金500元。"},
        {"clause": [], "quote": []},
        {"question": "  "},
        {"clause": "yunhai#gone"},
    ],
)
def test_what_rests_on_no_clause_is_not_approved(office: House, wrong: dict[str, object]) -> None:
    editor = office.client(Role.EDITOR)
    values = {"question": QUESTION, "answer": "退，押金300元。", "clause": CLAUSE, "quote": WORDS, **wrong}
    for path in ("/staff/answers", "/staff/answers/preview"):
        got = sent(editor, path, **values)
        assert got.status_code == 422
        assert 'class="fault"' in got.text
    assert office.records.approved.every() == []


def test_a_preview_shows_the_answer_and_keeps_nothing(office: House) -> None:
    got = sent(
        office.client(Role.EDITOR),
        "/staff/answers/preview",
        question=QUESTION,
        answer="退，押金300元。",
        clause=CLAUSE,
        quote=WORDS,
    )
    assert f"&gt; {WORDS}[1]" in got.text
    assert office.records.approved.every() == []


def test_near_questions_are_suggested_and_decided_one_by_one(office: House) -> None:
    editor = office.client(Role.EDITOR)
    editor.post("/api/v1/ask", json={"question": "珍本证的押金能退吗"})
    editor.post("/api/v1/ask", json={"question": "珍本证的押金退多少"})
    editor.post("/api/v1/ask", json={"question": "周末开门吗"})
    path = approved(editor)
    shown = editor.get(path).text
    assert "周末开门吗" not in shown
    for text, verdict in (("珍本证的押金能退吗", "accepted"), ("珍本证的押金退多少", "refused")):
        assert text in shown
        assert sent(editor, f"{path}/wordings", text=text, verdict=verdict).status_code == 303
    assert editor.post("/api/v1/ask", json={"question": "珍本证的押金能退吗"}).json()["route"] == "approved"
    assert editor.post("/api/v1/ask", json={"question": "珍本证的押金退多少"}).json()["route"] != "approved"


def test_a_withdrawn_answer_is_not_given(office: House) -> None:
    editor = office.client(Role.EDITOR)
    path = approved(editor)
    assert sent(editor, f"{path}/withdraw", reason="").status_code == 422
    assert sent(editor, f"{path}/withdraw", reason="有误").status_code == 303
    assert editor.post("/api/v1/ask", json={"question": QUESTION}).json()["route"] != "approved"


def test_the_log_is_filtered_and_exported(office: House) -> None:
    editor = office.client(Role.EDITOR)
    useful = editor.post("/api/v1/ask", json={"question": "珍本证押金多少"}).headers["X-Question-Id"]
    editor.post("/api/v1/ask", json={"question": "食堂的红烧肉多少钱一份"})
    editor.post("/api/v1/feedback", json={"question_id": useful, "useful": False, "reason": "太长"})
    day = office.clock.now.astimezone().date().isoformat()

    def listed(**filters: str) -> list[str]:
        text = editor.get("/staff/questions", params=filters).text
        return [each for each in ("押金", "红烧肉") if each in text]

    assert listed() == ["押金", "红烧肉"]
    assert listed(feedback="useless") == ["押金"]
    assert listed(attention="1") == ["押金", "红烧肉"]
    assert listed(status="answered") == ["押金"]
    assert listed(day=day) == ["押金", "红烧肉"]
    assert listed(day="2020-01-01") == []
    assert editor.get("/staff/questions", params={"day": "昨天"}).status_code == 422
    table = editor.get("/staff/questions.csv", params={"feedback": "useless"}).text
    assert "太长" in table
    assert "红烧肉" not in table


def test_what_editors_and_admins_do_is_in_the_audit_log(office: House) -> None:
    approved(office.client(Role.EDITOR))
    admin = office.client(Role.ADMIN)
    sent(admin, "/staff/users", name="新人", role="staff", password=PASSWORD)
    sent(admin, "/staff/users/change", name="新人", deed="role", value="editor")
    sent(admin, "/staff/users/change", name="新人", deed="disable")
    sent(admin, "/staff/service", deed="close", notice="维护")
    sent(admin, "/staff/service", deed="open")
    shown = admin.get("/staff/audit").text
    for act in ("核定答复", "添加用户", "改角色", "停用用户", "停用服务", "恢复服务"):
        assert act in shown
    assert {entry.who for entry in office.records.audit.entries() if entry.what == "role changed"} == {"张主任"}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/staff/users", {"name": "短", "role": "staff", "password": "short"}),
        ("/staff/users", {"name": "人", "role": "king", "password": PASSWORD}),
        ("/staff/users/change", {"name": "没有", "deed": "disable"}),
        ("/staff/users/change", {"name": "张主任", "deed": "disable"}),
        ("/staff/users/change", {"name": "张主任", "deed": "explode"}),
        ("/staff/service", {"deed": "close", "notice": ""}),
    ],
)
def test_a_wrong_entry_is_told_beside_the_form(office: House, path: str, data: dict[str, str]) -> None:
    got = sent(office.client(Role.ADMIN), path, **data)
    assert got.status_code == 422
    assert 'role="alert"' in got.text


def test_out_of_service_the_public_reads_the_notice_and_the_staff_gets_on(office: House) -> None:
    admin = office.client(Role.ADMIN)
    sent(admin, "/staff/service", deed="close", notice="今日维护<b>")
    got = admin.post("/api/v1/ask", json={"question": QUESTION})
    assert (got.status_code, got.json()["error"]["code"]) == (503, "out_of_service")
    assert got.json()["error"]["message"] == "今日维护<b>"
    completion = {"model": "x", "messages": [{"role": "user", "content": QUESTION}]}
    assert admin.post("/v1/chat/completions", json=completion).status_code == 503
    page = admin.get("/")
    assert page.status_code == 503
    assert "今日维护&lt;b&gt;" in page.text
    assert admin.get("/healthz").status_code == 200
    assert admin.get("/staff").status_code == 200
    sent(admin, "/staff/service", deed="open")
    assert admin.post("/api/v1/ask", json={"question": QUESTION}).status_code == 200


def test_what_people_wrote_comes_out_inert(office: House) -> None:
    editor = office.client(Role.EDITOR)
    identity = editor.post("/api/v1/ask", json={"question": f"{QUESTION}{EVIL}"}).headers["X-Question-Id"]
    editor.post("/api/v1/feedback", json={"question_id": identity, "useful": False, "reason": EVIL})
    path = approved(editor, answer=f"退。{EVIL}")
    script = sent(editor, "/staff/script", q=EVIL).text
    for text in (editor.get("/staff/questions").text, editor.get(path).text, editor.get("/staff/answers").text, script):
        assert "<script>alert" not in text
        assert "<img" not in text
        assert 'href="javascript' not in text
        assert 'href="http://evil' not in text


def test_a_dead_database_stops_no_answer(office: House) -> None:
    client = office.client(Role.STAFF)
    office.records.store.close()
    for path in (office.desk.settings.var).glob("records.db*"):
        path.write_bytes(b"not a database at all" * 400)
    got = client.post("/api/v1/ask", json={"question": "珍本证押金多少"})
    assert (got.status_code, got.json()["status"]) == (200, "answered")
    assert "X-Question-Id" not in got.headers
    assert "policy_unrecorded_answers_total 1.0" in client.get("/metrics").text
    assert client.get("/staff").status_code == 503


def test_without_records_nobody_signs_in(office: House) -> None:
    from tests.web import application

    with TestClient(application(office.holder), headers=HTML) as client:
        assert client.get("/staff").status_code == 503
        assert client.get("/staff/sign-in").status_code == 503


def test_the_report_is_served_without_any_right(office: House) -> None:
    report = office.desk.settings.var / "eval" / "report.html"
    report.parent.mkdir(parents=True)
    report.write_text("<script>1</script>", encoding="utf-8")
    got = office.client(Role.STAFF).get("/staff/evaluation/report")
    assert got.status_code == 200
    policy = got.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
