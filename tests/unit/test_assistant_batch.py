"""Batch files: checked whole before anything is answered."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.batch import Asked, answer, read_queries, read_questions, require_other_file, search, writer
from assistant.errors import BadCallError
from index.embedder import Vectors
from tests.conftest import MINI
from tests.factories import HashEmbedder, small_assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return small_assistant(MINI, tmp_path_factory.mktemp("index"))


def lines(path: Path, *records: object, mark: str = "") -> Path:
    text = "\n".join(
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    )
    path.write_text(mark + text + "\n", encoding="utf-8")
    return path


def test_every_field_is_read_and_unknown_keys_are_ignored(tmp_path: Path) -> None:
    record = {
        "id": 7,
        "question": "那高级呢",
        "history": [{"question": "中级评审费", "answer": "…"}],
        "district": "文登",
        "on": "2022-06-01",
        "mood": "worried",
    }
    (asked,) = read_questions(lines(tmp_path / "q.jsonl", record, mark="\ufeff"))
    assert (asked.id, asked.history, asked.district, str(asked.on)) == (7, ("中级评审费",), "文登", "2022-06-01")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"line 2: not a JSON object"),
        ("[" * 100_000, r"line 2: not a JSON object"),
        ("[1]", r"line 2: expected an object, found list"),
        ('{"id": "a"}', r"line 2: question: a text is required"),
        ('{"question": 5}', r"line 2: question: a text is required"),
        ('{"question": "问", "id": 1.5}', r"line 2: id: expected"),
        ('{"question": "问", "id": true}', r"line 2: id: expected"),
        ('{"question": "问", "history": "前"}', r"line 2: history: expected a list"),
        ('{"question": "问", "history": [{"q": 1}]}', r"line 2: history: each turn"),
        ('{"question": "问", "district": 3}', r"line 2: district: expected"),
        ('{"question": "问", "on": "昨天"}', r"line 2: on: '昨天'"),
        ('{"question": "问", "on": 20220601}', r"line 2: on: 20220601"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(BadCallError, match=message):
        read_questions(lines(tmp_path / "q.jsonl", {"question": "好的"}, line))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCallError, match=r"none\.jsonl cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "gb.jsonl").write_bytes('{"question": "问"}'.encode("gb18030"))
    with pytest.raises(BadCallError, match="not UTF-8"):
        read_questions(tmp_path / "gb.jsonl")


@pytest.mark.parametrize("question", ["", "？！", "职" * 4001, "\x00"])
def test_a_hopeless_question_gets_a_record(assistant: Assistant, question: str) -> None:
    record = answer(assistant, Asked("x", question))
    assert record["id"] == "x"
    assert (record["status"], record["refused"]) == ("out_of_scope", True)


def test_search_lines_give_query_or_question(tmp_path: Path) -> None:
    found = read_queries(lines(tmp_path / "q.jsonl", {"query": "甲"}, {"question": "乙"}))
    assert [asked.question for asked in found] == ["甲", "乙"]


def test_a_hit_is_a_whole_clause_with_its_number_in_the_section(assistant: Assistant) -> None:
    record = search(assistant, Asked(1, "珍本证押金"), 3)
    assert list(record) == ["id", "hits", "latency_ms"]
    assert list(record["hits"][0]) == ["rank", "score", "document", "section", "text", "clause_id"]
    assert len(record["hits"]) == 3


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadCallError, match="cannot be written"), writer(tmp_path / "no" / "out.jsonl"):
        pass


def test_half_a_character_in_a_line_is_answered_and_written(assistant: Assistant, tmp_path: Path) -> None:
    (asked,) = read_questions(lines(tmp_path / "q.jsonl", '{"id": "\\ud83d", "question": "珍本证押金多少\\ud83d"}'))
    with writer(tmp_path / "a.jsonl") as write:
        write(answer(assistant, asked))
    (record,) = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert "300元" in record["answer"]


def test_the_questions_are_never_written_over(tmp_path: Path) -> None:
    batch = lines(tmp_path / "q.jsonl", {"question": "问"})
    with pytest.raises(BadCallError, match="is the file that --batch reads"):
        require_other_file(batch, tmp_path / "." / "q.jsonl")
    require_other_file(batch, tmp_path / "a.jsonl")


def test_loading_the_model_is_no_part_of_an_answers_time(tmp_path: Path) -> None:
    assistant = small_assistant(MINI, tmp_path / "index")
    embedder = assistant.retriever._embedder
    assert isinstance(embedder, HashEmbedder)
    embed = embedder.queries

    def loading(texts: Sequence[str]) -> Vectors:
        embedder.loading_seconds += 1000.0
        return embed(texts)

    embedder.queries = loading
    assert assistant.ask("珍本证押金多少").latency_ms < 0
    assert search(assistant, Asked(None, "押金"), 1)["latency_ms"] < 0
