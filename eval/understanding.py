"""Labelled sentences × assistant: how many are routed as they should be, and answered right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.bootstrap import Assistant
from assistant.model import Route
from eval.case import Split
from eval.figure import Figure, figure
from eval.judge import Judgement, judged
from eval.metrics.refusal import false_refusal, refusal_precision, refusal_recall
from eval.record import Record, answered, record_of
from eval.sentence import Sentence, SentenceKind
from index.build import Progress

Pair = tuple[Sentence, Record]


@dataclass(frozen=True)
class Understood:
    """The sentences with what was answered, and the noisy ones once more in their clean wording."""

    pairs: tuple[Pair, ...]
    clean: tuple[Pair, ...]

    @cached_property
    def figures(self) -> list[Figure]:
        """Routing, right answers, conversations, refusals, and noisy wordings beside their clean ones."""
        declining = [(record.refused, sentence.must_decline) for sentence, record in self.pairs]
        return [
            figure("routing", (float(routed(*pair)) for pair in self.pairs)),
            figure("accuracy", (_right(*pair) for pair in self.pairs)),
            figure("multi_turn", (_right(*pair) for pair in self.of(SentenceKind.MULTI_TURN))),
            figure("refusal_precision", (refusal_precision(*pair) for pair in declining)),
            figure("refusal_recall", (refusal_recall(*pair) for pair in declining)),
            figure("false_refusals", (false_refusal(*pair) for pair in declining)),
            figure("noisy", (_right(*pair) for pair in self.of(SentenceKind.NOISY))),
            figure("clean", (_right(*pair) for pair in self.clean)),
        ]

    @property
    def by_kind(self) -> list[tuple[SentenceKind, int, float, float]]:
        """For each kind: how many, the share routed as it should be, the share answered right."""
        rows = []
        for kind in SentenceKind:
            found = self.of(kind)
            if found:
                counted = len(found)
                rows.append(
                    (kind, counted, sum(routed(*p) for p in found) / counted, sum(_right(*p) for p in found) / counted)
                )
        return rows

    @property
    def confusion(self) -> Counter[tuple[Route, Route]]:
        """How often (route wanted, route taken) occurred; one that is also allowed counts on the diagonal."""
        return Counter(
            (record.route if routed(sentence, record) else sentence.route[0], record.route)
            for sentence, record in self.pairs
        )

    @property
    def failures(self) -> list[tuple[Sentence, Record, Judgement]]:
        """Every sentence that is routed or answered wrong."""
        return [
            (sentence, record, judged(sentence, record))
            for sentence, record in self.pairs
            if not (routed(sentence, record) and judged(sentence, record).right)
        ]

    def of(self, kind: SentenceKind) -> list[Pair]:
        """The pairs of one kind."""
        return [pair for pair in self.pairs if pair[0].kind is kind]


def routed(sentence: Sentence, record: Record) -> bool:
    """True when a sentence took one of the routes that are right for it."""
    return record.route in sentence.route


def understood(assistant: Assistant, sentences: Sequence[Sentence], tick: Progress | None = None) -> Understood:
    """Ask every sentence; noisy ones in their clean wording, too."""
    assistant.warm_up()
    pairs, clean = [], []
    for number, sentence in enumerate(sentences, start=1):
        pairs.append((sentence, record_of(sentence, answered(sentence, assistant), assistant)))
        if sentence.clean:
            plain = sentence.model_copy(update={"question": sentence.clean})
            clean.append((plain, record_of(plain, answered(plain, assistant), assistant)))
        if tick:
            tick(number, len(sentences))
    return Understood(tuple(pairs), tuple(clean))


def as_markdown(found: Understood, split: Split, full: bool) -> str:
    """The tables as Markdown; `full` adds every failure."""
    from eval.report import environment

    taken = [route for route in Route if any(route in pair for pair in found.confusion)]
    template = environment().get_template("understanding.md.j2")
    return template.render(found=found, split=split.value, routes=taken, full=full).strip()


def _right(sentence: Sentence, record: Record) -> float:
    return float(judged(sentence, record).right)
