"""Any folder of texts, and what is wrong with some."""

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.loader import load_corpus


def test_texts_are_read_recursively_and_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "甲.md").write_text("正文甲。", encoding="utf-8")
    (tmp_path / "乙.TXT").write_text("正文乙。", encoding="utf-8")
    (tmp_path / ".hidden.md").write_text("看不见。", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.md").write_text("看不见。", encoding="utf-8")
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    corpus = load_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["a/甲", "乙"]
    assert [document.title for document in corpus.documents] == ["甲", "乙"]
    assert {document.title_from for document in corpus.documents} == {"file"}


def test_two_files_of_one_stem_keep_ids_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text("一。", encoding="utf-8")
    (tmp_path / "甲.txt").write_text("二。", encoding="utf-8")
    assert [document.id for document in load_corpus(tmp_path).documents] == ["甲.md", "甲.txt"]


def test_an_empty_file_is_a_warning_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "空.md").write_text("\n\n", encoding="utf-8")
    (tmp_path / "满.md").write_text("有话。", encoding="utf-8")
    corpus = load_corpus(tmp_path)
    assert len(corpus.documents) == 1
    assert "空.md" in corpus.warnings[0]


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "国标.txt").write_bytes("第一条".encode("gb18030"))
    with pytest.raises(CorpusError, match=r"国标\.txt: not UTF-8 \(byte 0\)"):
        load_corpus(tmp_path)


def test_a_missing_an_empty_and_a_void_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        load_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"no \.md or \.txt file"):
        load_corpus(tmp_path)
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    with pytest.raises(CorpusError, match="every file in it is empty"):
        load_corpus(tmp_path)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("\ufeff正文。", encoding="utf-8")
    (clause,) = load_corpus(tmp_path).clauses
    assert clause.text == "正文。"


def test_the_digest_changes_with_a_single_character(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("正文。", encoding="utf-8")
    before = load_corpus(tmp_path).digest
    (tmp_path / "甲.txt").write_text("正文！", encoding="utf-8")
    assert load_corpus(tmp_path).digest != before
