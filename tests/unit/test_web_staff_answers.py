"""Answers that officers approve: what they must rest on, where they are given, and until when."""

import hashlib
import html
import re

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from assistant.records.errors import RecordsUnavailableError
from assistant.records.users import Role
from tests.keeping import PASSWORD
from tests.staffing import CLAUSE, NAMES, QUESTION, WORDS, House, approved, csrf_of, rebuilt, sent


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
    assert rebuilt(office.client(Role.ADMIN)) == "done"
    got = editor.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert got["route"] != "approved"
    assert "撤下" in editor.get("/staff/answers").text
    assert "500元" in editor.get("/staff/documents/yunhai").text


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
    assert f"<blockquote>{WORDS}[1]</blockquote>" in got.text
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


DRAFT = {"question": "押金退不退</textarea><b>", "answer": "退，押金300元。", "clause": CLAUSE, "quote": WORDS}


def shown_again(got: Response) -> list[str]:
    return re.findall(r"<textarea[^>]* readonly>(.*?)</textarea>", got.text, re.DOTALL)


@pytest.mark.parametrize("path", ["/staff/answers", "/staff/answers/preview"])
def test_what_was_written_is_shown_again_when_the_session_is_over(office: House, path: str) -> None:
    editor = office.client(Role.EDITOR)
    csrf = csrf_of(editor.get("/staff").text)
    stale = editor.post(path, data={"csrf": "0" * 64, **DRAFT})
    office.clock.forward(days=2)
    over = editor.post(path, data={"csrf": csrf, **DRAFT})
    for status, got in ((403, stale), (401, over)):
        assert got.status_code == status
        assert shown_again(got) == ["押金退不退&lt;/textarea&gt;&lt;b&gt;", DRAFT["answer"], WORDS]
        assert "没有保存" in got.text


def carried(got: Response) -> dict[str, list[str]]:
    """What the form of a page sends back, but for what is typed there."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', got.text)
    fields += re.findall(r'<textarea name="(\w+)"[^>]*>(.*?)</textarea>', got.text, re.DOTALL)
    sent: dict[str, list[str]] = {}
    for name, value in fields:
        sent.setdefault(name, []).append(html.unescape(value))
    return sent


def over(office: House, **more: object) -> tuple[TestClient, dict[str, list[str]]]:
    """A browser whose session ended while an answer was written, and what the form to sign in again carries."""
    editor = office.client(Role.EDITOR)
    shown = carried(editor.get("/staff/answers/new"))
    office.clock.forward(days=2)
    got = editor.post("/staff/answers/preview", data={**shown, **DRAFT, **more})
    assert got.status_code == 401
    return editor, carried(got)


def signed_in(browser: TestClient, role: Role, form: dict[str, list[str]], password: str = PASSWORD) -> Response:
    return browser.post("/staff/sign-in", data={**form, "name": NAMES[role], "password": password})


def test_whoever_signs_in_again_goes_on_with_what_they_were_writing(office: House) -> None:
    two = {"clause": [CLAUSE, "yunhai#s1-i1"], "quote": [WORDS, " 甲\r\n乙"], "replaces": "r1"}
    editor, form = over(office, **two)
    wrong = signed_in(editor, Role.EDITOR, form, "wrong")
    assert wrong.status_code == 401
    assert carried(wrong) == form
    got = signed_in(editor, Role.EDITOR, carried(wrong))
    assert got.status_code == 200
    there = carried(got)
    assert there["csrf"] != form.get("csrf")
    assert (there["question"], there["answer"]) == ([DRAFT["question"]], [DRAFT["answer"]])
    assert (there["clause"], there["quote"]) == (two["clause"], [WORDS, " 甲\n乙"])
    assert there["replaces"] == ["r1"]
    again = editor.post("/staff/answers", data={**there, "clause": CLAUSE, "quote": WORDS, "replaces": ""})
    assert again.status_code == 303
    assert office.records.approved.every()[0].author == NAMES[Role.EDITOR]


def test_whoever_has_signed_in_elsewhere_meanwhile_goes_on_too(office: House) -> None:
    editor = office.client(Role.EDITOR)
    shown = carried(editor.get("/staff/answers/new"))
    editor.post("/staff/sign-in", data={"name": NAMES[Role.EDITOR], "password": PASSWORD})
    got = editor.post("/staff/answers", data={**shown, **DRAFT})
    assert got.status_code == 403
    assert carried(signed_in(editor, Role.EDITOR, carried(got)))["answer"] == [DRAFT["answer"]]


def test_what_somebody_was_writing_is_not_put_before_another(office: House) -> None:
    browser, form = over(office)
    got = signed_in(browser, Role.ADMIN, form)
    assert (got.status_code, got.headers["location"]) == (303, "/staff")
    assert DRAFT["answer"] not in browser.get("/staff/answers/new").text


def test_who_may_write_no_answers_any_more_can_copy_what_was_written(office: House) -> None:
    browser, form = over(office)
    office.records.users.set_role(NAMES[Role.EDITOR], Role.STAFF, by="test")
    got = signed_in(browser, Role.EDITOR, form)
    assert got.status_code == 403
    assert shown_again(got)[1] == DRAFT["answer"]
    assert PASSWORD not in got.text


def test_what_was_written_is_shown_again_when_the_records_are_gone(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise RecordsUnavailableError("database gone")

    editor = office.client(Role.EDITOR)
    monkeypatch.setattr(office.records.approved, "approve", gone)
    got = sent(editor, "/staff/answers", **DRAFT)
    assert got.status_code == 503
    assert DRAFT["answer"] in shown_again(got)


def test_what_another_site_sends_is_not_shown(office: House) -> None:
    for told in (DRAFT, {**DRAFT, "writer": NAMES[Role.EDITOR]}):
        got = office.client().post("/staff/answers", data=told, headers={"Origin": "https://evil.example"})
        assert got.status_code == 401
        assert shown_again(got) == []
        assert carried(got) == {}


def test_no_password_is_shown_again(office: House) -> None:
    got = office.client().post("/staff/users", data={"name": "新人", "password": "a long secret", "answer": "x"})
    assert got.status_code == 401
    assert shown_again(got) == []
    assert "secret" not in got.text
