"""kill -9 of a server under load: feedback and approved answers that it has acknowledged are there."""

import threading
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.keeping import PASSWORD, records_in
from tests.processes import kills, running
from tests.staffing import HTML, NAMES, Role, csrf_of

_SERVE = """
import socket, sys
from pathlib import Path
import uvicorn
from tests.conftest import MINI
from tests.staffing import house

app = house(Path(sys.argv[1]), MINI).app
with socket.socket() as listening:
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # who connects early waits
    print(listening.getsockname()[1], flush=True)
    uvicorn.run(app, fd=listening.fileno(), log_level="error")
"""
_ENOUGH = 15
_WORDS = "珍本证每人收取押金300元，退证时退还。"


@kills
def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    given: list[str] = []
    approved: list[str] = []
    enough = threading.Event()

    def until_killed(work: Callable[[], None]) -> None:
        try:
            while True:
                work()
                if min(len(given), len(approved)) >= _ENOUGH:
                    enough.set()
        except httpx.HTTPError:
            return

    with running(_SERVE, str(tmp_path)) as server:
        address = f"http://127.0.0.1:{int(server.stdout.readline())}"
        asker = httpx.Client(base_url=address, timeout=60)
        editor = httpx.Client(base_url=address, timeout=60, headers={**HTML, "Origin": address})
        signed_in = editor.post("/staff/sign-in", data={"name": NAMES[Role.EDITOR], "password": PASSWORD})
        assert signed_in.status_code == 303
        csrf = csrf_of(editor.get("/staff").text)

        def ask() -> None:
            identity = asker.post("/api/v1/ask", json={"question": "珍本证押金多少"}).headers["X-Question-Id"]
            verdict = {"question_id": identity, "useful": False, "reason": "没说清"}
            if asker.post("/api/v1/feedback", json=verdict).status_code == 204:
                given.append(identity)

        def approve() -> None:
            question = f"押金第{len(approved)}问"
            values = {"csrf": csrf, "question": question, "answer": "退。", "clause": "yunhai#s2-i2", "quote": _WORDS}
            if editor.post("/staff/answers", data=values).status_code == 303:
                approved.append(question)

        threads = [threading.Thread(target=until_killed, args=(work,), daemon=True) for work in (ask, approve)]
        for thread in threads:
            thread.start()
        reached = enough.wait(120)
    for thread in threads:
        thread.join(60)
    assert reached
    records = records_in(tmp_path)
    assert [identity for identity in given if records.questions.get(identity).useful is not False] == []
    assert [question for question in approved if records.approved.find(question) is None] == []
    records.close()
