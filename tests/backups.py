"""Records and a corpus folder to back up, and what is in them, for tests."""

from pathlib import Path

from assistant.records.audit import Act
from assistant.records.bindings import Quoted
from assistant.records.book import Records
from assistant.records.dump import kept_tables, rows_of
from assistant.records.material import material_of
from assistant.records.users import Role
from tests.keeping import CLAUSE, PASSWORD, answer_of, corpus_of

BY = "test"


def fill(records: Records) -> None:
    identity = records.questions.answered("评审费“多少”？\n\u2028", answer_of(), "page", "c1")
    records.feedback.give(identity, useful=False, reason="不清楚")
    records.questions.answered("另一问", answer_of(), "api")
    approved = records.approved.approve("费用", "160元", [Quoted(CLAUSE, "160元")], corpus_of("160元"), by="王")
    records.wordings.accept(records.wordings.suggest(approved.id, "多少钱", by="page"), by="李")
    gone = records.approved.approve("旧", "旧", [Quoted(CLAUSE, "160元")], corpus_of("160元"), by="王")
    records.approved.withdraw(gone.id, by="李", reason="旧")
    records.users.add("王", Role.ADMIN, PASSWORD, by=BY)
    records.service.close("维护", by="王")


def held(records: Records) -> dict[str, list[dict[str, object]]]:
    """Every kept row of every table, less the entries that backing up and restoring make themselves."""
    own = {Act.BACKED_UP.value, Act.RESTORED.value}
    with records.store.engine.connect() as connection:
        return {
            table.name: [row for row in rows_of(connection, table) if row.get("what") not in own]
            for table in kept_tables()
        }


def texts(corpus: Path) -> dict[str, str]:
    return {name: (corpus / name).read_text(encoding="utf-8") for name in material_of(corpus)}
