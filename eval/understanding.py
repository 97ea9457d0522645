"""Labelled sentences × assistant: how many are routed as they should be, and answered right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering import Assistant
from assistant.model import Route
from eval.figure import Figure, figure
from eval.judge import Judgement, judged
from eval.metrics.accuracy import accuracy
from eval.metrics.refusal import false_refusal, refusal_precision, refusal_recall
from eval.record import Record, answered, record_of
from eval.sentence import Sentence, SentenceKind
from index.build import Progress


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence with what was answered to it."""

    sentence: Sentence
    record: Record
    judgement: Judgement

    @property
    def routed(self) -> bool:
        """True when it took one of the routes that are right for it."""
        return self.record.route in self.sentence.route


@dataclass(frozen=True)
class Understood:
    """The sentences with what was answered, and the noisy ones once more in their clean wording."""

    heard: tuple[Heard, ...]
    clean: tuple[Heard, ...]

    @cached_property
    def figures(self) -> list[Figure]:
        """Routing, right answers, conversations, refusals, and noisy wordings beside their clean ones."""
        declining = [(one.record.refused, one.sentence.must_decline) for one in self.heard]
        return [
            figure("routing", (float(one.routed) for one in self.heard)),
            figure("accuracy", (accuracy(one.judgement) for one in self.heard)),
            figure("multi_turn", (accuracy(one.judgement) for one in self.of(SentenceKind.MULTI_TURN))),
            figure("refusal_precision", (refusal_precision(*pair) for pair in declining)),
            figure("refusal_recall", (refusal_recall(*pair) for pair in declining)),
            figure("false_refusals", (false_refusal(*pair) for pair in declining)),
            figure("noisy", (accuracy(one.judgement) for one in self.of(SentenceKind.NOISY))),
            figure("clean", (accuracy(one.judgement) for one in self.clean)),
        ]

    @property
    def by_kind(self) -> list[tuple[SentenceKind, int, float, float]]:
        """For each kind: how many, the share routed as it should be, the share answered right."""
        kinds = [(kind, found) for kind in SentenceKind if (found := self.of(kind))]
        return [
            (
                kind,
                len(found),
                sum(one.routed for one in found) / len(found),
                sum(one.judgement.right for one in found) / len(found),
            )
            for kind, found in kinds
        ]

    @property
    def confusion(self) -> Counter[tuple[Route, Route]]:
        """How often (route wanted, route taken) occurred; one that is also allowed counts on the diagonal."""
        return Counter(
            (one.record.route if one.routed else one.sentence.route[0], one.record.route) for one in self.heard
        )

    @property
    def failures(self) -> list[Heard]:
        """Every sentence that is routed or answered wrong."""
        return [one for one in self.heard if not (one.routed and one.judgement.right)]

    def of(self, kind: SentenceKind) -> list[Heard]:
        """Those of one kind."""
        return [one for one in self.heard if one.sentence.kind is kind]


def understood(assistant: Assistant, sentences: Sequence[Sentence], tick: Progress | None = None) -> Understood:
    """Ask every sentence; noisy ones in their clean wording, too."""
    assistant.warm_up()
    heard, clean = [], []
    for number, sentence in enumerate(sentences, start=1):
        heard.append(_heard(sentence, assistant))
        if sentence.clean:
            clean.append(_heard(sentence.model_copy(update={"question": sentence.clean}), assistant))
        if tick:
            tick(number, len(sentences))
    return Understood(tuple(heard), tuple(clean))


def as_markdown(found: Understood, name: str, full: bool) -> str:
    """The tables as Markdown under the name of the set; `full` adds every failure."""
    from eval.report import environment

    taken = [route for route in Route if any(route in pair for pair in found.confusion)]
    template = environment().get_template("understanding.md.j2")
    return template.render(found=found, name=name, routes=taken, full=full).strip()


def _heard(sentence: Sentence, assistant: Assistant) -> Heard:
    record = record_of(sentence, answered(sentence, assistant), assistant)
    return Heard(sentence, record, judged(sentence, record))
