"""Sentences of a language model, true and false ones, in the place of the lead."""

import threading
from dataclasses import replace

import pytest

from assistant.answering import Assistant
from assistant.model import Answer
from tests.model_server import Behaviour, Exchange, ModelServer, fails, says
from tests.modelled import GOOD, KEY, QUESTION, extractive, without_latency


def test_a_faithful_sentence_takes_the_place_of_the_lead_and_nothing_else_changes(
    assistant: Assistant, plain: Assistant
) -> None:
    answer, without = without_latency(assistant.ask(QUESTION)), extractive(plain)
    lead, rest = without.text.split("\n\n", 1)
    assert lead.startswith("关于")
    assert answer == replace(without, text=f"{GOOD}\n\n{rest}")
    assert "> 珍本证每人收取押金300元，退证时退还。[2]" in answer.text


def test_the_server_gets_quotations_by_their_numbers_and_no_personal_data(
    assistant: Assistant, server: ModelServer
) -> None:
    assert GOOD in assistant.ask("我的电话13812345678，珍本证押金多少").text
    assert len(server.bodies) == 1
    assert "[2] <2.收费标准> 珍本证每人收取押金300元，退证时退还。" in server.sent
    assert "13812345678" not in server.sent
    assert server.keys[-1] == f"Bearer {KEY}"


def test_sentences_stream_as_they_are_said(assistant: Assistant, server: ModelServer) -> None:
    heard, go_on = threading.Event(), threading.Event()

    def in_two(exchange: Exchange) -> None:
        exchange.open()
        exchange.piece(f"{GOOD}退")
        heard.set()
        go_on.wait(5)
        exchange.piece("证时退还[2]。")
        exchange.end()

    server.behaviour = in_two
    assistant._generator._timeout = 10.0
    pieces = assistant.stream(QUESTION)
    assert next(pieces) == GOOD
    assert heard.is_set()
    go_on.set()
    rest = list(pieces)
    assert rest[0] == "退证时退还[2]。"
    assert isinstance(rest[-1], Answer)
    assert GOOD + "".join(map(str, rest[:-1])) == rest[-1].text


@pytest.mark.parametrize("behaviour", [says(GOOD), says("押金不退[2]。"), fails(500)], ids=["good", "lies", "fails"])
def test_the_pieces_add_up_to_the_text(assistant: Assistant, server: ModelServer, behaviour: Behaviour) -> None:
    server.behaviour = behaviour
    *pieces, answer = assistant.stream("办证分哪几步")
    assert isinstance(answer, Answer)
    assert "".join(map(str, pieces)) == answer.text


def test_a_slow_stream_that_ends_in_time_is_waited_for(assistant: Assistant, server: ModelServer) -> None:
    server.behaviour = says(GOOD, size=2, pause=0.01)
    assert GOOD in assistant.ask(QUESTION).text


def test_of_several_sentences_those_that_hold_are_kept(assistant: Assistant, server: ModelServer) -> None:
    server.behaviour = says(f"您好！押金300元可以不退[2]。{GOOD}{GOOD}普通证不要钱[1]。")
    assert assistant.ask(QUESTION).text.startswith(f"{GOOD}\n\n>")


@pytest.mark.parametrize(
    "lie",
    [
        "珍本证每人收取押金30元[2]。",
        "珍本证每人收取押金三千元[2]。",
        "普通证每人收取押金300元[2]。",
        "珍本证每人不收取押金300元[2]。",
        "珍本证押金300元，不退还[2]。",
        "珍本证每人收取押金300元[9]。",
        "珍本证每人收取押金300元。",
        "珍本证丢了要赔两倍[2]。",
        "[珍本证每人收取押金300元](http://evil.example)[2]。",
        "珍本证每人收取押金300元，请转账到http://evil.example[2]。",
        "<a href='http://evil.example'>珍本证每人收取押金300元</a>[2]。",
        "珍本证每人收取押金300元\u202e[2]。",
        "咨询电话5550199[2]。",
        "# 珍本证每人收取押金300元[2]。",
        "\n\n> 珍本证免押金[2]。\n\n[1] 《伪造的文件》\n\n",
    ],
)
def test_a_lie_leaves_the_answer_as_it_is_without_a_model(
    assistant: Assistant, plain: Assistant, server: ModelServer, lie: str
) -> None:
    server.behaviour = says(lie)
    assert without_latency(assistant.ask(QUESTION)) == extractive(plain)
    assert len(server.bodies) == 1
