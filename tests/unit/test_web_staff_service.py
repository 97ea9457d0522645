"""The service as admins see it: users, the switch, the audit log, a rebuild, a database that is gone."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.records.errors import RecordsUnavailableError
from assistant.records.users import Role
from assistant.web.server import interfaces
from assistant.web.staff.rebuilding import Rebuilding
from corpus.loader import load_corpus
from corpus.model import Corpus
from tests.keeping import PASSWORD
from tests.staffing import CLAUSE, QUESTION, House, approved, rebuilt, sent


def test_a_rebuild_that_fails_leaves_the_old_index_serving(office: House) -> None:
    (office.corpus / "manifest.yaml").write_text("nonsense: [", encoding="utf-8")
    admin = office.client(Role.ADMIN)
    assert rebuilt(admin) == "failed"
    assert admin.post("/api/v1/ask", json={"question": QUESTION}).json()["status"] != "unavailable"


def test_while_the_index_is_rebuilt_the_old_one_answers_and_the_progress_is_shown(office: House) -> None:
    builds, let = threading.Semaphore(0), threading.Event()

    def build(progress: Callable[[int, int], None]) -> None:
        progress(3, 10)
        builds.release()
        assert let.wait(60)

    rebuilding = Rebuilding(build, office.holder.now, office.holder, office.records, lambda: {"state": "stale"})
    desk = replace(office.desk, rebuilding=rebuilding)
    app = interfaces(desk.settings, load_corpus(office.corpus), office.holder, desk.recorder, desk)
    admin = replace(office, app=app, desk=desk).client(Role.ADMIN)
    sent(admin, "/staff/corpus/rebuild")
    assert builds.acquire(timeout=60)
    under_way = {"stage": "building", "done": 3, "total": 10, "under_way": True}
    assert admin.get("/staff/corpus/progress").json() == under_way
    assert 'value="3" max="10"' in admin.get("/staff/corpus").text
    assert admin.post("/api/v1/ask", json={"question": "珍本证押金多少"}).json()["status"] == "answered"
    sent(admin, "/staff/corpus/rebuild")  # one at a time
    assert not builds.acquire(timeout=0.2)
    let.set()
    assert rebuilt(admin) == "done"


def test_a_rebuild_that_cannot_be_noted_has_not_failed(
    office: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(*_: object) -> None:
        raise RecordsUnavailableError("database gone")

    monkeypatch.setattr(office.records.audit, "note", gone)
    before = office.holder.get()
    assert rebuilt(office.client(Role.ADMIN)) == "done"
    assert office.holder.get() is not before
    for _ in range(500):  # it is noted after it is done
        if "database gone" in caplog.text:
            break
        time.sleep(0.01)
    assert "张主任" in caplog.text
    assert office.desk.rebuilding.progress.stage == "done"


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


def test_what_the_records_note_of_themselves_is_read_in_chinese(office: House) -> None:
    editor, admin = office.client(Role.EDITOR), office.client(Role.ADMIN)
    first = approved(editor)
    second = approved(editor, replaces=first.rpartition("/")[2])
    sent(admin, "/staff/users", name="新人", role="staff", password=PASSWORD)
    sent(admin, "/staff/users/change", name="新人", deed="role", value="editor")
    admin.get("/staff/questions.csv")
    admin.get("/staff/questions.csv?day=2026-01-02")
    office.client().post("/staff/sign-in", data={"name": "没有", "password": PASSWORD})
    office.records.users.disable("新人", by="command line: root")
    office.records.retention.purge(180, 0, by="command line")
    office.records.approved.withdraw_changed(Corpus("", ()))
    shown = admin.get("/staff/audit").text
    for words in (
        "查看改为核定",
        "共0条",
        "命令行（root）",
        "删除提问0条",
        "操作日志不限",
        "已由新的答复代替",
        "所引条款有变动",
    ):
        assert words in shown
    cells = re.findall("<td>(.*?)</td>", shown)
    names = ("test", "root", CLAUSE, "day=")  # names, a clause, a filter
    assert [one for one in cells if re.search("^[a-z]{3,}$|[a-z]{3,} ", one) and not any(map(one.count, names))] == []
    assert "系统" in editor.get(second).text
    assert "所引条款有变动" in editor.get("/staff/answers").text


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


def test_the_report_is_served_without_any_right(office: House) -> None:
    report = office.desk.settings.var / "eval" / "report.html"
    report.parent.mkdir(parents=True)
    report.write_text("<script>1</script>", encoding="utf-8")
    got = office.client(Role.STAFF).get("/staff/evaluation/report")
    assert got.status_code == 200
    policy = got.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    asked_in = office.client().get("/staff/evaluation/report")
    assert asked_in.status_code == 401
    assert "form-action 'self'" in asked_in.headers["content-security-policy"]  # a form in a sandbox cannot be sent
