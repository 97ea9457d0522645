"""Questions in pinyin and in English, and what they are taken for."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.anaphora import Anaphora
from assistant.conversation import Conversation
from assistant.latin import Latin
from assistant.messages import message
from assistant.model import AnswerStatus, Question
from assistant.places import Places
from assistant.sound import syllable
from assistant.spelling import Spelling
from assistant.understand import Understanding, understand
from corpus.loader import load_corpus
from corpus.model import Corpus
from tests.conftest import ROOT

CORPUS = load_corpus(ROOT / "corpus")
LATIN = Latin(CORPUS)
Asked = Callable[[str], Understanding]


@pytest.fixture(scope="module")
def asked() -> Asked:
    places, spelling = Places(CORPUS.districts), Spelling(CORPUS)
    return lambda text: understand(Question(text), Conversation(), places, spelling, Anaphora(CORPUS))


def spelt(text: str) -> str:
    return "".join(one for one in "".join(map(syllable, text)).lower() if one.isascii() and one.isalnum())


@pytest.mark.parametrize(("character", "sound"), [("职", "zhi"), ("荣", "rong"), ("a", "a"), ("，", "，"), ("8", "8")])
def test_a_character_has_a_syllable(character: str, sound: str) -> None:
    assert syllable(character) == sound


def test_every_question_that_we_know_is_found_by_how_it_sounds() -> None:
    known = [question for questions in CORPUS.questions.values() for question in questions]
    sample = known[:: len(known) // 300]
    found = {question: LATIN.in_chinese(" ".join(map(syllable, question))) for question in sample}
    missed = [question for question, said in found.items() if not said or not spelt(said).endswith(spelt(question))]
    assert len(missed) <= len(sample) / 100, missed  # 直接用，不用上面同意 sounds like 用不用


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("How much is the review fee for the intermediate title?", ("评审", "中级", "收费", "多少")),
        ("What is the phone number in Rongcheng?", ("荣成", "电话")),
        ("Can a civil servant apply?", ("公务员", "申报", "可以吗")),
        ("Are 90 study hours required in 2022?", ("学时", "90", "2022")),
    ],
)
def test_english_is_read_word_by_word(typed: str, words: tuple[str, ...]) -> None:
    found = LATIN.in_chinese(typed) or ""
    assert all(word in found for word in words), found


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("huancui qu renshe ju dianhua shi duoshao", ("环翠", "电话")),
        ("gaoji zhicheng pingshen fei duoshao", ("高级", "费")),
    ],
)
def test_a_district_named_in_pinyin_stays_named(typed: str, words: tuple[str, ...]) -> None:
    found = LATIN.in_chinese(typed) or ""
    assert all(word in found for word in words), found


def test_figures_in_pinyin_are_never_changed() -> None:
    assert LATIN.in_chinese("zhongji pingshenfei duoshao") is not None
    assert LATIN.in_chinese("73 ge ren zhongji pingshenfei duoshao") is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("How much is the senior review fee for 3 people?", "3人"),
        ("intermediate review fee for three applicants", "3人"),
        ("Master degree with 2 years of work experience, can I apply for intermediate title?", "2年"),
        ("Are 60 hours of professional course enough?", "60学时"),
    ],
)
def test_a_figure_keeps_its_unit(typed: str, words: str) -> None:
    assert words in (LATIN.in_chinese(typed) or "")


@pytest.mark.parametrize(
    "typed",
    [
        "review fee for 2 intermediate and 3 senior titles",
        "60 hours of professional courses and 20 hours of public courses",
    ],
)
def test_figures_that_would_lose_what_they_count_are_not_guessed_at(typed: str) -> None:
    assert LATIN.in_chinese(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "I am not a civil servant, can I apply for a title?",
        "I'm not retired, can I apply for senior titles?",
        "Can I apply for intermediate title without papers?",
        "I don't have a degree, can I apply for intermediate title?",
        "I don’t have a degree, can I apply for intermediate title?",
        "No certificate, can I apply for a senior title?",
        "wo bu shi gong wu yuan neng ping zhi cheng ma",
        "wobushi gongwuyuan nengping zhicheng ma",
    ],
)
def test_what_is_denied_is_never_taken_for_what_is_not(typed: str) -> None:
    found = LATIN.in_chinese(typed) or "不"
    assert "不" in found or "没" in found


@pytest.mark.parametrize(
    "typed",
    ["gong wu yuan neng bu neng ping zhi cheng", "gongwuyuan neng ping zhicheng bu", "gongwuyuan ping zhicheng"],
)
def test_a_question_that_only_asks_denies_nothing(typed: str) -> None:
    assert "公务员" in (LATIN.in_chinese(typed) or "")


@pytest.mark.parametrize("typed", ["", "?!", "ABC", "xyzzy plugh", "https://example.com/a.html", "fee"])
def test_what_comes_near_nothing_is_taken_for_nothing(typed: str) -> None:
    assert LATIN.in_chinese(typed) is None


@given(st.text())
def test_a_corpus_that_knows_no_question_takes_nothing_for_one(text: str) -> None:
    assert Latin(Corpus(root="", documents=())).in_chinese(text) is None


def test_whoever_writes_in_latin_letters_is_told_what_was_understood(asked: Asked) -> None:
    read = asked("zhongji zhicheng pingshenfei duoshao")
    assert read.taken_for is not None
    assert "评审费" in read.taken_for
    assert read.reply is None


@pytest.mark.parametrize("typed", ["中级评审费多少", "IPMP证书能对应职称吗", "15"])
def test_what_is_written_in_chinese_is_taken_for_nothing_else(asked: Asked, typed: str) -> None:
    assert asked(typed).taken_for is None


def test_what_cannot_be_read_is_asked_for_in_chinese(asked: Asked) -> None:
    read = asked("qwrtp zxcvb")
    assert read.reply is not None
    assert (read.reply.status, read.reply.text) == (AnswerStatus.OUT_OF_SCOPE, message("decline.not_chinese"))


def test_what_came_before_in_pinyin_counts_for_what_follows() -> None:
    before = Conversation().after("gaoji zhicheng pingshenfei duoshao qian")
    read = understand(Question("那中级的呢"), before, Places(CORPUS.districts), Spelling(CORPUS), Anaphora(CORPUS))
    assert any("高级" in earlier for earlier in read.before)
