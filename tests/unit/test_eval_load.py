"""What is made of locust's figures, and how its people ask."""

import json
from unittest.mock import Mock

import pytest

from assistant.settings import read_settings
from eval import load
from eval.case import Split, read_cases
from eval.load import LoadError, Through, _load
from eval.page_queue import asking_of, kept_after

WHOLE = '<div class="answer"><p>甲</p></div><p class="deeds"><button type="button" class="copy">复制</button></p>'


def entry(times: dict[str, int], name: str = "turn") -> dict[str, object]:
    return {"name": name, "num_requests": sum(times.values()), "response_times": times}


def test_the_figures_of_all_entries_are_taken_together() -> None:
    entries = [entry({"10": 90, "200": 5}), entry({"20": 4, "3000": 1}), entry({"1": 99, "9999": 1}, "joined")]
    got = _load(entries, ("1 × HTTP 503",), Through.API, 50, 60, (1, 2, 3))
    assert got.requests == 100
    assert (got.median, got.p95, got.longest) == (10, 200, 3000)
    assert "errors 1 × HTTP 503" in str(got)
    assert "3 at the end" in str(got)


def test_a_load_without_requests_is_no_measurement() -> None:
    with pytest.raises(LoadError, match="nobody asked"):
        _load([entry({"1": 1}, "opened")], (), Through.PAGE, 1, 1, (0, 0, 0))


def test_there_are_enough_questions_to_draw_from() -> None:
    assert len(read_cases(None, Split.DEV)) > 300


def events(*told: dict[str, object]) -> str:
    return "".join(f"data: {json.dumps(one, ensure_ascii=False)}\n\n" for one in told)


def completed(html: str, success: bool = True) -> dict[str, object]:
    return {"msg": "process_completed", "success": success, "output": {"data": [{"name": "n"}, html]}}


def test_a_whole_answer_ends_with_what_the_page_keeps() -> None:
    assert kept_after(events({"msg": "process_starts"}, completed(WHOLE), {"msg": "close_stream"})) == {"name": "n"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (events({"msg": "process_starts"}), "no end after 1 events"),
        ("", "no end after 0 events"),
        (events(completed(WHOLE, success=False)), "function failed"),
        (events(completed('<div class="answer"><p>现在提问的人太多</p></div>')), "told that there is no answer"),
        (events(completed("")), "nothing was shown"),
    ],
)
def test_what_is_no_whole_answer_is_an_error(told: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        kept_after(told)


def test_the_page_tells_how_it_asks() -> None:
    settings = {
        "components": [{"id": 4, "props": {}}, {"id": 36, "props": {"elem_id": "ask"}}],
        "dependencies": [{"id": 0, "targets": [[4, "click"]]}, {"id": 7, "targets": [[36, "submit"], [37, "click"]]}],
    }
    page = f"<script>window.gradio_config = {json.dumps(settings)};</script><script>{{}};</script>"
    assert asking_of(page) == {"fn_index": 7, "trigger_id": 36}
    with pytest.raises(ValueError, match="no settings"):
        asking_of("<p>")


def test_what_is_asked_in_a_load_does_not_reach_the_operators_records(monkeypatch: pytest.MonkeyPatch) -> None:
    operators = "sqlite:////srv/records.db"
    monkeypatch.setenv("POLICY_DATABASE_URL", operators)
    start = Mock()
    monkeypatch.setattr(load.psutil, "Popen", start)
    monkeypatch.setattr(load, "_wait", Mock())
    with load._server():
        monkeypatch.setenv("POLICY_DATABASE_URL", start.call_args.kwargs["env"]["POLICY_DATABASE_URL"])
        own = read_settings().database_url
    assert own not in ("", operators)
    assert own.endswith("records.db")
