"""Answers that officers approve: what they must rest on, where they are given, and until when."""

import hashlib
import re

import pytest
from httpx import Response

from assistant.records.errors import RecordsUnavailableError
from assistant.records.users import Role
from tests.staffing import CLAUSE, QUESTION, WORDS, House, approved, csrf_of, rebuilt, sent


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
    assert "没有保存" in over.text


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
    got = office.client().post("/staff/answers", data=DRAFT, headers={"Origin": "https://evil.example"})
    assert got.status_code == 401
    assert shown_again(got) == []


def test_no_password_is_shown_again(office: House) -> None:
    got = office.client().post("/staff/users", data={"name": "新人", "password": "a long secret", "answer": "x"})
    assert got.status_code == 401
    assert shown_again(got) == []
    assert "secret" not in got.text
