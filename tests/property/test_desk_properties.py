"""Whatever is put together from the words that the desk knows, it answers or leaves alone; it never breaks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.exact.desk import Desk
from assistant.quantity import normalised, quantities
from corpus.loader import load_corpus
from tests.conftest import ROOT

CORPUS = load_corpus(ROOT / "corpus")
DESK = Desk(CORPUS)
_PHRASES = [p for values in CORPUS.vocabulary.slots.values() for phrases in values.values() for p in phrases]
_PHRASES += [p for values in CORPUS.conditions.slots.values() for phrases in values.values() for p in phrases]
_CUES = [cue for topic in CORPUS.vocabulary.topics.values() for cue in (*topic.cues, *topic.needs)]
_NUMBERS = [
    "-1",
    "0",
    "1",
    "2.5",
    "１２",
    "10000",
    "99999999999999999999",
    "两",
    "俩",
    "半",
    "一百二",
    "万",
    "点",
    "百百",
    "2022年",
    "三年半",
]
_GLUE = [
    "，",
    "？",
    "。",
    "个",
    "人",
    "科",
    "门",
    "年",
    "个月",
    "学时",
    "的",
    "那",
    "呢",
    "各",
    "一共",
    " ",
    "<b>",
    "\u200b",
]
_TEXTS = st.lists(st.sampled_from([*_PHRASES, *_CUES, *_NUMBERS, *_GLUE]), max_size=14).map("".join)


@given(_TEXTS, st.lists(_TEXTS, max_size=2))
@settings(max_examples=600, deadline=None)
def test_every_question_is_answered_with_its_basis_or_left_alone(text: str, before: list[str]) -> None:
    for outcome in DESK.answer(text, before):
        assert outcome.said
        assert all(outcome.said)
        for quoted in outcome.basis:
            clause = next(clause for clause in CORPUS.clauses if clause.id == quoted.clause)
            assert quoted.words in clause.text
    DESK.left_over(text)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    DESK.answer(text, [])


@given(st.integers(0, 99_999))
def test_digits_are_read_as_they_stand(number: int) -> None:
    (found,) = quantities(normalised(f"共{number}学时"), {}, [])
    assert (found.value, found.unit) == (number, "学时")
