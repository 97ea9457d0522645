"""What the page says of itself follows the settings and the texts."""

from assistant.web.statement import editions, statement
from corpus.loader import load_corpus
from corpus.model import Corpus
from tests.conftest import ROOT


def test_it_names_the_editions_and_how_long_questions_are_kept() -> None:
    said = statement(load_corpus(ROOT / "corpus"), 30)
    assert "2022年度" in said
    assert "保存30天" in said


def test_what_is_kept_for_ever_has_no_number_of_days_and_texts_without_edition_none() -> None:
    said = statement(Corpus("", ()), 0)
    assert "0天" not in said
    assert "年度" not in said
    assert editions(Corpus("", ())) == ""
