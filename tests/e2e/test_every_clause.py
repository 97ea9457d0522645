"""Every clause of the shipped texts can be asked for, and whatever is answered holds."""

import pytest

from assistant.answering import Assistant
from assistant.model import AnswerStatus, Route
from corpus.model import ClauseKind

pytestmark = pytest.mark.model


def test_the_plainest_question_of_every_clause_is_answered_and_proved(shipped: Assistant) -> None:
    sources = {clause.id: d.source for d in shipped.corpus.documents for clause in d.clauses}
    district = {d.id: d.jurisdiction for d in shipped.corpus.documents}
    found = missed = 0
    for clause in shipped.corpus.clauses:
        question = shipped.corpus.questions[clause.id][0]
        place = district[clause.document_id]
        answer = shipped.ask(question, district=None if place == "威海市" else place)
        assert answer.status is not AnswerStatus.UNAVAILABLE, question
        for citation in answer.citations:
            assert sources[citation.clause_id][citation.start : citation.end] == citation.quote
        right = any(citation.clause_id == clause.id for citation in answer.citations)
        found, missed = found + right, missed + (not right)
    assert found / (found + missed) > 0.9


def test_no_answer_cites_the_guide_of_another_district(shipped: Assistant) -> None:
    guide = [c for d in shipped.corpus.documents if d.jurisdiction == "文登区" for c in d.clauses]
    for clause in guide:
        assert clause.kind is not ClauseKind.ROW
        question = shipped.corpus.questions[clause.id][0].replace("文登", "")
        for place in (None, "荣成市"):
            cited = [citation.clause_id for citation in shipped.ask(question, district=place).citations]
            assert not any(identity.startswith("wendeng") for identity in cited), question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("参公单位里头的合同工，不是在编的，属于不能评的那类吗", "在编"),
        ("自由职业者通过哪儿报", "人事代理机构"),
        ("个体户聘的技术员签了劳动合同，干技术活，能不能报职称啊", "个体经济组织"),
        ("技工院校高级工班，能按大专去认定助师吗（不是评审）", "申报评审职称"),
    ],
)
def test_what_no_rule_decides_is_found_in_the_texts(shipped: Assistant, question: str, words: str) -> None:
    """The phrasings that tests/rules leaves to search (BY_TEXT there)."""
    answer = shipped.ask(question)
    assert (answer.status, answer.route) == (AnswerStatus.ANSWERED, Route.RETRIEVAL)
    assert any(words in citation.quote for citation in answer.citations)
