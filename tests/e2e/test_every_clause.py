"""Every clause of the shipped texts can be asked for, and whatever is answered holds."""

import pytest

from assistant.bootstrap import Assistant
from assistant.model import AnswerStatus
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
