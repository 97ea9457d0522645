"""The checklist quotes the guide, item by item, and adds nothing."""

from assistant.web.checklist import checklist
from corpus.loader import load_corpus
from tests.conftest import MINI, ROOT

CORPUS = load_corpus(ROOT / "corpus")


def test_every_item_of_the_guide_is_there_in_its_order() -> None:
    found = checklist(CORPUS)
    assert found is not None
    assert [int(entry.name.split(".")[0]) for entry in found.entries] == list(range(1, 20))
    assert found.entries[8].name == "9.“学历信息”"
    assert found.entries[7].name == "8.“参加工作时间”和“专业工作年限”"


def test_what_to_upload_is_said_in_the_guides_own_words() -> None:
    found = checklist(CORPUS)
    assert found is not None
    texts = "".join(clause.text for clause in CORPUS.clauses)
    for need in (*found.general, *(need for entry in found.entries for need in entry.needed)):
        assert need.path.startswith("/documents/weihai-2022#h2-s3-")
        for sentence in need.sentences:
            assert sentence in texts


def test_no_clause_that_names_something_to_upload_is_left_out() -> None:
    found = checklist(CORPUS)
    assert found is not None
    told = {need.path.partition("#")[2] for entry in found.entries for need in entry.needed}
    for clause in CORPUS.clauses:
        if (
            clause.document_id == "weihai-2022"
            and clause.id.startswith("weihai-2022#h2-s3-i")
            and "上传" in clause.text
        ):
            assert clause.id.partition("#")[2] in told


def test_items_without_uploads_say_so_by_being_empty() -> None:
    found = checklist(CORPUS)
    assert found is not None
    assert next(entry.name for entry in found.entries if not entry.needed) == "1.“年度”"


def test_a_corpus_without_such_a_guide_has_no_checklist() -> None:
    assert checklist(load_corpus(MINI)) is None
