"""Figures for Prometheus, in a registry of our own; no label holds a word of anybody's."""

from collections.abc import Callable
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from assistant.model import Answer
from assistant.web.gate import Gate
from assistant.web.holder import AssistantHolder
from corpus.model import Corpus

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 30)
STATES = ("starting", "ready", "failed")


class Metrics:
    """Counts requests and answers, and shows the state of queue, index and process when it is asked."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "policy_http_requests_total", "Requests.", ["method", "path", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "policy_http_request_seconds",
            "Seconds from a request to the end of its response.",
            ["path"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "policy_answers_total", "Answers.", ["channel", "route", "status"], registry=self._registry
        )
        self._answer_seconds = Histogram(
            "policy_answer_seconds",
            "Seconds from a question to its answer, without waiting in the queue.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )

        self._unrecorded = Counter(
            "policy_unrecorded_answers_total", "Answers given that could not be recorded.", registry=self._registry
        )

    def watch(self, gate: Gate, holder: AssistantHolder, first: Corpus) -> None:
        """Show the queue, whether the index is open, and how much is in the corpus that is served.

        Args:
            first: the corpus that is served until another is built.
        """
        self._gauge("policy_answers_at_work", "Answers that are being made.", lambda: gate.working)
        self._gauge("policy_answers_waiting", "Questions that wait for their turn.", lambda: gate.waiting)
        self._gauge("policy_corpus_clauses", "Clauses in the corpus.", lambda: len(holder.served(first).clauses))
        state = Gauge(
            "policy_index_state", "1 for the state of the index, 0 for the others.", ["state"], registry=self._registry
        )
        for name in STATES:
            state.labels(name).set_function(partial(_is, holder, name))

    def requested(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a request; `path` is the route's pattern, never what a client sent."""
        self._requests.labels(method, path, status).inc()
        self._seconds.labels(path).observe(seconds)

    def answered(self, channel: str, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(channel, answer.route.value, answer.status.value).inc()
        self._answer_seconds.labels(answer.route.value).observe(answer.latency_ms / 1000)

    def unrecorded(self) -> None:
        """Count an answer that was given and could not be recorded."""
        self._unrecorded.inc()

    def page(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)

    def _gauge(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        Gauge(name, help_text, registry=self._registry).set_function(value)


def _is(holder: AssistantHolder, state: str) -> float:
    return float(holder.state == state)
