"""What the browser keeps of a conversation, and what it may say that it keeps."""

import pytest

from assistant.understand import LONGEST
from assistant.web.remembered import MOST_TURNS, Remembered, Said, remembered

ASKED, ANSWERED = Said(role="user", html="问"), Said(role="assistant", html="答", options=("再问",))


def test_what_was_kept_comes_back_as_it_was() -> None:
    kept = Remembered(name="n").with_turn("问", ASKED, ANSWERED, "q1")
    assert remembered(kept.model_dump(mode="json")) == kept


def test_the_oldest_turn_gives_way() -> None:
    kept = Remembered()
    for n in range(MOST_TURNS + 1):
        kept = kept.with_turn(str(n), ASKED, ANSWERED, f"q{n}")
    assert (kept.asked[0], kept.asked[-1], len(kept.asked)) == ("1", str(MOST_TURNS), MOST_TURNS)
    assert len(kept.messages) == 2 * MOST_TURNS
    assert remembered(kept.model_dump()) == kept


@pytest.mark.parametrize("value", [None, "", 3, [], {"asked": "x"}, {"messages": [{"role": "system", "html": ""}]}])
def test_what_is_not_of_our_making_is_a_new_conversation(value: object) -> None:
    assert remembered(value) == Remembered()


def test_a_message_offers_its_questions() -> None:
    assert ANSWERED.shown["options"] == [{"label": "再问", "value": "再问"}]


def test_of_a_question_that_is_far_too_long_no_more_is_kept_than_shows_that_it_is() -> None:
    kept = Remembered().with_turn("字" * 300_000, ASKED, ANSWERED, "q1")
    assert len(kept.asked[0]) == LONGEST + 1
    kept = Remembered().with_turn("字" * LONGEST, ASKED, ANSWERED, "q1")
    assert len(kept.asked[0]) == LONGEST
