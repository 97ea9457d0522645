"""What the staff finds: clauses, whole texts, what to say on the telephone, what was asked."""

import tempfile
from pathlib import Path

import psutil
import pytest

from assistant.records.users import Role
from assistant.web.staff import question_log
from tests.staffing import QUESTION, House, approved, sent

EVIL = "<script>alert()</script>![x](http://evil.example/x.png)[y](javascript:alert())"


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
    for wrong in ("昨天", "2026-02-31", "9999-12-31"):
        for path in ("/staff/questions", "/staff/questions.csv"):
            assert editor.get(path, params={"day": wrong}).status_code == 422
    table = editor.get("/staff/questions.csv", params={"feedback": "useless"}).text
    assert "太长" in table
    assert "红烧肉" not in table


def test_the_exported_file_is_closed_before_its_folder_goes(office: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows removes no file that is open."""
    folders, still_open = [], []

    class Folder(tempfile.TemporaryDirectory):
        def __exit__(self, *fault: object) -> None:
            folders.append(Path(self.name))
            still_open.extend(file.path for file in psutil.Process().open_files() if file.path.startswith(self.name))
            super().__exit__(*fault)

    monkeypatch.setattr(question_log.tempfile, "TemporaryDirectory", Folder)
    monkeypatch.setattr(question_log, "_AT_ONCE", 7)
    editor = office.client(Role.EDITOR)
    editor.post("/api/v1/ask", json={"question": QUESTION})
    assert QUESTION in editor.get("/staff/questions.csv").text
    assert (len(folders), still_open) == (1, [])
    assert not folders[0].exists()


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
