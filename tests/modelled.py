"""An assistant with a language model, and what its answers are without one, for tests."""

from dataclasses import replace

from assistant.answering import Assistant
from assistant.confidence import FEATURES, ConfidenceModel
from assistant.model import Answer
from assistant.search import Search
from assistant.steps import Steps

TIMEOUT = 0.8
A_LITTLE = 4.0  # seconds, on a machine that has more to do
QUESTION = "珍本证押金多少"
GOOD = "珍本证每人收取押金300元[2]。"
KEY = "sk-very-secret"


class SureAssistant(Assistant):
    """Takes the best clause for the answer, whatever it is: the hashing embedder is no measure of it."""

    def _search(self, steps: Steps) -> Search:
        return replace(super()._search(steps), model=ConfidenceModel((0.0,) * len(FEATURES), 5.0, 0.5, -1.0))


def extractive(plain: Assistant, question: str = QUESTION) -> Answer:
    return without_latency(plain.ask(question))


def without_latency(answer: Answer) -> Answer:
    return replace(answer, latency_ms=0.0)
