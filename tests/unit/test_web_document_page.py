"""A document's page shows the whole text, and every clause can be linked to."""

import pytest

from assistant.web.document_page import Paragraph, Table, document_view, documents_view
from assistant.web.render import document_path
from assistant.web.templating import html
from corpus.loader import load_corpus
from tests.conftest import MINI, ROOT

CORPUS = load_corpus(ROOT / "corpus")
DOCUMENTS = [(corpus, document) for corpus in (CORPUS, load_corpus(MINI)) for document in corpus.documents]


@pytest.mark.parametrize(("corpus", "document"), DOCUMENTS, ids=[document.id for _, document in DOCUMENTS])
def test_every_clause_has_its_place_and_no_character_is_lost(corpus, document) -> None:
    view = document_view(corpus, document.id)
    assert view is not None
    places = [part.id for part in view.parts if isinstance(part, Paragraph) and part.id]
    places += [row.id for part in view.parts if isinstance(part, Table) for row in part.rows]
    assert sorted(places) == sorted(clause.id.partition("#")[2] for clause in document.clauses)
    shown = "".join(
        "".join((*part.head, *(cell for row in part.rows for cell in row.cells)))
        if isinstance(part, Table)
        else part.text
        for part in view.parts
    )
    marks = str.maketrans("", "", " \n\t|#-—\u3000")
    assert set(document.source.translate(marks)) <= set(shown.translate(marks))
    for clause in document.clauses:
        assert clause.text.translate(marks) in shown.translate(marks)


def test_the_rows_of_a_table_keep_their_columns() -> None:
    view = document_view(CORPUS, "weihai-2022")
    assert view is not None
    table = next(part for part in view.parts if isinstance(part, Table))
    assert len({len(row.cells) for row in table.rows} | {len(table.head)}) == 1
    assert any(row.cells[0] == "" for row in table.rows)  # a merged cell stays empty


def test_text_is_escaped() -> None:
    view = document_view(CORPUS, "weihai-2022")
    assert view is not None
    page = html("document.html", here="/documents", document=view)
    assert "格式“*/*”" in page
    nasty = type(view)("x", "<b>", "<i>", (Paragraph("a", "<script>alert(1)</script>"),))
    page = html("document.html", here="/documents", document=nasty)
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_an_unknown_document_is_none_and_the_list_has_all() -> None:
    assert document_view(CORPUS, "none") is None
    assert [view.title for view in documents_view(CORPUS)] == ["职称申报政策", "文登区职称申报系统填报说明（拟题）"]


def test_the_path_of_a_clause_holds_nothing_but_itself() -> None:
    assert document_path("weihai-2022#s8-i2") == "/documents/weihai-2022#s8-i2"
    assert document_path('a"b/c#<d>') == "/documents/a%22b/c#%3Cd%3E"
