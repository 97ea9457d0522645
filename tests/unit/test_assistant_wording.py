"""What is only said around a question, and questions in the words of the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.following import without_fillers
from assistant.wording import Wording
from corpus.loader import load_corpus
from corpus.model import Corpus
from tests.conftest import ROOT

WORDING = Wording(load_corpus(ROOT / "corpus"))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("喂那个那个我想问一下公示要几天呀", "公示要几天"),
        ("嗯，麻烦问一下，电子证书在哪下载呢？谢谢", "电子证书在哪下载呢？"),
        ("哪些人能走直通车，给我列一下", "哪些人能走直通车"),
        ("公示要几天", "公示要几天"),
        ("谢谢啊", "谢谢啊"),  # nothing would be left
    ],
)
def test_what_is_only_said_around_a_question_is_left_out(said: str, asked: str) -> None:
    assert without_fillers(said) == asked


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("推荐委员会起码要多少人", "推荐委员会最少要几个人"),
        ("俺啥时候能评", "我什么时候能评"),
        ("最起码要几天", "最少要几天"),  # the longest that fits
        ("公示要几天", "公示要几天"),
    ],
)
def test_a_question_is_put_in_the_words_of_the_texts(said: str, ours: str) -> None:
    assert WORDING.in_our_words(said) == ours


@given(st.text())
def test_a_corpus_without_a_glossary_words_nothing_anew(text: str) -> None:
    assert Wording(Corpus(root="", documents=())).in_our_words(text) == text
