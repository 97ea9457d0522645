"""Many questions from a JSON Lines file: all lines are checked before the first is answered."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.conversation import Conversation
from assistant.day import parse_day
from assistant.errors import BadCallError
from assistant.present import to_json

if TYPE_CHECKING:
    from assistant.answering import Assistant


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch."""

    id: str | int | None
    question: str
    history: tuple[str, ...] = ()
    district: str | None = None
    on: date | None = None


def read_questions(path: Path) -> list[Asked]:
    """The questions of a file, one JSON object a line; blank lines are passed over, unknown keys ignored.

    Raises:
        BadCallError: the file cannot be read, or a line is malformed; the message names line and field.
    """
    return _read(path, "question")


def read_queries(path: Path) -> list[Asked]:
    """The queries of a search batch; a line gives `query` or `question`.

    Raises:
        BadCallError: as for `read_questions`.
    """
    return _read(path, "query")


def answer(assistant: "Assistant", asked: Asked, district: str | None = None, on: date | None = None) -> dict[str, Any]:
    """One record of the answers file; `district` and `on` hold for lines that give none."""
    conversation = Conversation()
    for earlier in asked.history:
        conversation = conversation.after(earlier)
    found = assistant.ask(asked.question, conversation, asked.district or district, asked.on or on)
    return to_json(found, asked.id)


def search(assistant: "Assistant", asked: Asked, k: int, district: str | None = None) -> dict[str, Any]:
    """One record of the hits file; `latency_ms` is this query alone."""
    started = assistant.clock()
    hits = assistant.search(asked.question, k, asked.district or district, asked.on)
    latency = (assistant.clock() - started) * 1000
    return {
        "id": asked.id,
        "hits": [
            {
                "rank": hit.rank,
                "score": round(hit.score, 6),
                "document": hit.document.title,
                "section": hit.clause.section,
                "text": hit.clause.text,
                "clause_id": hit.clause.id,
            }
            for hit in hits
        ],
        "latency_ms": round(latency, 2),
    }


def require_other_file(batch: Path, out: Path) -> None:
    """Nothing, when the answers go to another file than the questions stand in.

    Raises:
        BadCallError: they are one file, which writing would empty.
    """
    if batch.exists() and out.exists() and batch.samefile(out):
        raise BadCallError(f"--out: {out} is the file that --batch reads. Name another.")


@contextmanager
def writer(path: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Writes one JSON object a line, each flushed, so that a run cut short keeps what it had.

    Raises:
        BadCallError: the file cannot be written.
    """
    try:
        file = path.open("w", encoding="utf-8", errors="replace")  # JSON can hold half a character
    except OSError as error:
        raise BadCallError(f"--out: {path} cannot be written ({error.strerror}).") from error
    with file:

        def write(record: dict[str, Any]) -> None:
            try:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                file.flush()
            except OSError as error:
                raise BadCallError(f"--out: {path} cannot be written ({error.strerror}).") from error

        yield write


def _read(path: Path, field: str) -> list[Asked]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCallError(f"--batch: {path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise BadCallError(f"--batch: {path} cannot be read ({error.strerror}).") from error
    lines = enumerate(text.split("\n"), start=1)
    return [_line(path, number, line, field) for number, line in lines if line.strip()]


def _line(path: Path, number: int, line: str, field: str) -> Asked:
    where = f"--batch: {path}, line {number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadCallError(f"{where}: not a JSON object ({error}).") from error
    if not isinstance(record, dict):
        raise BadCallError(f"{where}: expected an object, found {type(record).__name__}.")
    question = record.get(field, record.get("question"))
    if not isinstance(question, str):
        raise BadCallError(f"{where}: {field}: a text is required.")
    identity = record.get("id")
    if identity is not None and (isinstance(identity, bool) or not isinstance(identity, str | int)):
        raise BadCallError(f"{where}: id: expected a text or a whole number.")
    district = record.get("district")
    if district is not None and not isinstance(district, str):
        raise BadCallError(f"{where}: district: expected a text.")
    on = parse_day(record.get("on"), f"{where}: on")
    return Asked(identity, question, _history(where, record.get("history")), district, on)


def _history(where: str, history: object) -> tuple[str, ...]:
    if history is None:
        return ()
    if not isinstance(history, list):
        raise BadCallError(f"{where}: history: expected a list of objects with a question each.")
    for turn in history:
        if not isinstance(turn, dict) or not isinstance(turn.get("question"), str):
            raise BadCallError(f"{where}: history: each turn needs a question.")
    return tuple(turn["question"] for turn in history)
