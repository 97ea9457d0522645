"""Questions with their feedback as CSV, for a spreadsheet that must not run what askers wrote."""

import csv
from pathlib import Path

from assistant.messages import message_list
from assistant.records.files import replacing
from assistant.records.filters import WITH_FEEDBACK, Wanted
from assistant.records.store import Store
from assistant.records.tables import FeedbackRow, QuestionRow

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_AT_ONCE = 1000  # rows in memory


def export_csv(store: Store, path: Path, which: Wanted | None = None) -> int:
    """How many questions were written, the oldest first; UTF-8 with a mark, as Excel wants it.

    Args:
        which: those that are wanted; by default all.

    Raises:
        BadCallError: the file cannot be written; nothing is left of it then.
    """
    wanted = (
        WITH_FEEDBACK.where(*(which or Wanted()).conditions())
        .order_by(QuestionRow.asked_at, QuestionRow.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    count = 0
    with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(message_list("records.columns"))
        with store.reading() as session:
            for question, feedback in session.execute(wanted):
                rows.writerow([harmless(cell) for cell in _cells(question, feedback)])
                count += 1
    return count


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that might be begins with an apostrophe."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_FORMULA) else cell


def _cells(question: QuestionRow, feedback: FeedbackRow | None) -> list[str]:
    return [
        question.id,
        question.asked_at.isoformat(timespec="seconds"),
        question.channel,
        question.conversation or "",
        question.question,
        question.status,
        question.route,
        question.district or "",
        "\n".join(f"{cited['clause_id']}: {cited['quote']}" for cited in question.citations),
        question.answer,
        f"{question.latency_ms:.1f}",
        "" if feedback is None else str(int(feedback.useful)),
        "" if feedback is None else feedback.reason,
        "" if feedback is None else feedback.at.isoformat(timespec="seconds"),
    ]
