"""Follow-ups that a language model completes."""

import time
from dataclasses import replace

from assistant.answering import Assistant
from assistant.conversation import Conversation
from index.retriever import HybridRetriever
from tests.model_server import Exchange, ModelServer, says, stalls
from tests.modelled import A_LITTLE, TIMEOUT, SureAssistant, without_latency


def following(server: ModelServer, rewriting: str) -> None:
    """Answers a rewriting, which is not streamed, so, and phrases nothing."""

    def behave(exchange: Exchange) -> None:
        says("" if exchange.streams else rewriting)(exchange)

    server.behaviour = behave


class Listening(HybridRetriever):
    """Another retriever that remembers what it was asked."""

    def __init__(self, other: HybridRetriever) -> None:
        self.__dict__.update(other.__dict__, queries=[])

    def search(self, query: str, *more: object, **named: object) -> object:
        self.queries.append(query)
        return super().search(query, *more, **named)


def test_a_follow_up_is_searched_for_as_the_model_put_it(assistant: Assistant, server: ModelServer) -> None:
    listening = Listening(assistant.retriever)
    hearing = SureAssistant(assistant.corpus, lambda: listening, assistant._generator)
    following(server, "馆员审核申请要几天")
    assistant._generator._timeout = 10.0
    answer = hearing.ask("要几天呢", Conversation(("馆员审核申请13812345678",)))
    assert listening.queries == ["馆员审核申请要几天"]
    assert "3个工作日" in answer.text
    assert "要几天呢" in server.sent
    assert "13812345678" not in server.sent


def test_a_rewriting_from_nowhere_changes_nothing(assistant: Assistant, plain: Assistant, server: ModelServer) -> None:
    following(server, "珍本证押金多少")
    conversation = Conversation(("馆员审核申请",))
    answer = assistant.ask("要几天呢", conversation)
    assert without_latency(answer) == replace(plain.ask("要几天呢", conversation), latency_ms=0.0)
    assert server.bodies


def test_a_follow_up_that_our_own_reading_completes_is_not_sent_for_rewriting(
    assistant: Assistant, server: ModelServer
) -> None:
    assistant.ask("珍本证押金多少", Conversation(("普通证工本费多少",)))
    assert [bool(body.get("stream")) for body in server.bodies] == [True]


def test_one_deadline_holds_for_rewriting_and_phrasing_together(assistant: Assistant, server: ModelServer) -> None:
    server.behaviour = stalls()
    started = time.monotonic()
    assistant.ask("要几天呢", Conversation(("馆员审核申请",)))
    assert time.monotonic() - started < TIMEOUT + A_LITTLE
    assert [bool(body.get("stream")) for body in server.bodies] == [False]
