"""What a language model says, sentence by sentence."""

from assistant.generate import Handle
from assistant.phrased import LONGEST, faithful_sentences, sentences, verified

DEPOSIT = Handle(2, "珍本证每人收取押金300元，退证时退还。")
FEE = Handle(1, "普通证每人收取工本费12元；")
BOTH = [FEE, DEPOSIT]


def shown(*pieces: str) -> list[str]:
    return list(faithful_sentences(pieces, BOTH))


def test_sentences_end_with_the_numbers_after_them() -> None:
    assert list(sentences(["甲[1]。乙。[2]丙！", "[1][2]\n丁[", "1]"])) == ["甲[1]。", "乙。[2]", "丙！[1][2]", "丁[1]"]


def test_what_was_cut_off_before_its_end_is_no_sentence() -> None:
    assert list(sentences(["甲[1]。乙可以"])) == ["甲[1]。"]


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    def pieces() -> object:
        yield "珍本证押金300元[2]。退"
        raise AssertionError("read on before the first sentence was given")

    assert next(iter(faithful_sentences(pieces(), BOTH))) == "珍本证押金300元[2]。"


def test_numbers_are_written_in_one_way() -> None:
    assert verified("珍本证押金300元【2】", BOTH) == "珍本证押金300元[2]。"
    assert verified("普通证工本费12元，珍本证押金300元［1，2］。", BOTH) == "普通证工本费12元，珍本证押金300元[1][2]。"
    assert verified("普通证每人收取工本费12元；[1]", BOTH) == "普通证每人收取工本费12元。[1]"
    assert verified("普通证工本费12元[1]，珍本证押金300元[2]。", BOTH) == "普通证工本费12元[1]，珍本证押金300元[2]。"


def test_a_sentence_without_a_clause_of_the_answer_is_dropped() -> None:
    assert shown("珍本证押金300元。") == []
    assert shown("珍本证押金300元[3]。") == []
    assert shown("珍本证押金300元[1]。") == []
    assert shown("珍本证押金300元[2][7]。") == []
    assert shown("珍本证押金300元[2]，普通证工本费12元。") == []


def test_each_part_is_checked_against_the_number_after_it() -> None:
    assert shown("普通证工本费12元[2]，珍本证押金300元[1]。") == []


def test_only_the_sentences_that_fail_are_dropped() -> None:
    assert shown("您好！珍本证押金300元[2]。押金不退[2]。普通证工本费12元[1]。") == [
        "珍本证押金300元[2]。",
        "普通证工本费12元[1]。",
    ]


def test_a_sentence_said_twice_is_shown_once() -> None:
    assert shown("珍本证押金300元[2]。" * 3) == ["珍本证押金300元[2]。"]


def test_a_sentence_that_is_too_long_is_dropped() -> None:
    text = "甲的规定是乙的规定，" * 30
    assert list(faithful_sentences([f"{text}[1]。"], [Handle(1, text)])) == []


def test_all_sentences_together_have_a_limit() -> None:
    handles = [Handle(number, f"{chr(0x4E00 + 40 * number) * 60}之甲。") for number in range(1, 21)]
    said = "".join(f"{handle.text[:-1]}[{handle.n}]。" for handle in handles)
    found = list(faithful_sentences([said], handles))
    assert 1 < len(found) < len(handles)
    assert sum(map(len, found)) <= LONGEST


def test_thinking_aloud_is_not_shown() -> None:
    assert shown("<think>珍本证好像要钱。", "看条款[2]。</think>", "珍本证押金300元[2]。") == []
    assert shown("<think>珍本证好像要钱。</think>\n", "珍本证押金300元[2]。") == ["珍本证押金300元[2]。"]


def test_an_endless_text_is_not_read_to_its_end() -> None:
    def endless() -> object:
        for number in range(10_000):
            assert number < 1000
            yield "啊" * 100

    assert list(faithful_sentences(endless(), BOTH)) == []
