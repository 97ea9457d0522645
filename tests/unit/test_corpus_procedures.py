"""procedures.yaml: ways that several clauses describe together, checked against their texts, and answered as one."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from corpus.errors import RuleFileError, StaleWordsError, UnknownClauseError
from corpus.ids import ClauseId, DocumentId
from corpus.model import Clause, ClauseKind
from corpus.procedures import read_procedures, with_procedures

FIRST, SECOND = (
    Clause(ClauseId(f"d#{n}"), DocumentId("d"), ClauseKind.PARAGRAPH, 0, len(text), text)
    for n, text in enumerate(("先在平台上注册账号。", "注册以后申请权限审核。"), 1)
)
CLAUSES = {clause.id: clause for clause in (FIRST, SECOND)}
SOUND = """
open-account:
  name: 开户
  steps:
    - {clause: "d#1", words: 先在平台上注册账号}
    - {clause: "d#2", words: 申请权限审核}
  questions: [怎么开户, 从注册到能用要办什么]
"""


def read(folder: Path, content: str) -> object:
    (folder / "procedures.yaml").write_text(content, encoding="utf-8")
    return read_procedures(folder, CLAUSES)


def test_the_questions_of_a_procedure_lead_to_its_first_step(tmp_path: Path) -> None:
    (tmp_path / "procedures.yaml").write_text(SOUND, encoding="utf-8")
    (procedure,) = read_procedures(tmp_path, CLAUSES)
    assert [step.clause for step in procedure.steps] == [FIRST.id, SECOND.id]
    known = with_procedures({FIRST.id: ("怎么注册", "怎么开户")}, [procedure])
    assert known == {FIRST.id: ("怎么注册", "怎么开户", "从注册到能用要办什么")}


def test_a_corpus_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_procedures(tmp_path, CLAUSES) == ()


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("d#2", "d#9", UnknownClauseError),
        ("words: 申请权限审核", "words: 申请权限复核", StaleWordsError),
        ("[怎么开户, 从注册到能用要办什么]", "[怎么开户, 怎么开户]", RuleFileError),
        ("[怎么开户, 从注册到能用要办什么]", "[]", RuleFileError),
        ('    - {clause: "d#2", words: 申请权限审核}\n', "", RuleFileError),
        ("name: 开户", "title: 开户", RuleFileError),
    ],
)
def test_what_does_not_fit_the_texts_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, error: type[Exception]
) -> None:
    assert old in SOUND
    with pytest.raises(error, match=r"procedures\.yaml.*open-account"):
        read(tmp_path, SOUND.replace(old, new))


def test_a_question_for_the_whole_way_is_answered_with_all_its_steps_in_order(shipped: Assistant) -> None:
    answer = shipped.ask("单位头一回报职称，账号从注册到真正能用，一步步都要办哪些")
    cited = [citation.clause_id.split("#")[1] for citation in answer.citations]
    assert cited == ["h2-s4-p1", "h2-s4-h1-i4", "h2-s4-h1-i4", "h2-s4-h1-i7"]


def test_people_of_a_district_get_the_steps_in_its_own_words_where_it_has_them(shipped: Assistant) -> None:
    answer = shipped.ask("单位头一回报职称，账号从注册到真正能用，一步步都要办哪些", district="文登区")
    cited = [citation.clause_id.split("#")[0] for citation in answer.citations]
    assert cited[0].startswith("wendeng")
    assert cited[-1].startswith("weihai")
