"""A run beside the gold of its cases: every figure with its interval, every failure with its reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.model import AnswerStatus, Route
from corpus.model import Clause
from eval.case import Case, Kind
from eval.figure import Figure, figure
from eval.judge import Judgement, collapsed, judged
from eval.metrics.accuracy import accuracy
from eval.metrics.citation import citation_precision, citation_recall, parents_of
from eval.metrics.exact_value import exact_value, states_wrong_value
from eval.metrics.latency import latency
from eval.metrics.length import length
from eval.metrics.mrr import reciprocal_rank
from eval.metrics.ndcg import ndcg_at
from eval.metrics.recall import recall_at, success_at
from eval.metrics.refusal import false_refusal, refusal_precision, refusal_recall
from eval.metrics.reliability import Bin, calibration_error, reliability
from eval.metrics.routing import routes_by_kind, status_confusion
from eval.metrics.verbatim import verbatim
from eval.record import Record, Run

DEPTHS = (1, 3, 5, 10)
OURS = "ours"
Pair = tuple[Case, Record]


@dataclass(frozen=True)
class SystemRow:
    """One pipeline beside the others: what it states, and how well it finds."""

    name: str
    accuracy: Figure
    success: Figure  # at 1
    recall: dict[int, Figure]
    mrr: Figure
    ndcg: Figure


@dataclass(frozen=True)
class Summary:
    """Everything that a report says of a run."""

    run: Run
    pairs: tuple[Pair, ...]
    clauses: tuple[Clause, ...]

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        """By case id."""
        return {case.id: judged(case, record) for case, record in self.pairs}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures over whole answers, by name; the gate compares these."""
        parents = parents_of(self.clauses)
        pairs = self.pairs
        declining = [(record.refused, case.must_decline) for case, record in pairs]
        lengths, latencies = [length(r) for _, r in pairs], [latency(r) for _, r in pairs]
        found = [
            figure("accuracy", (accuracy(self.judgements[case.id]) for case, _ in pairs)),
            figure("exact_value", (exact_value(*pair) for pair in pairs)),
            figure("citation_precision", (citation_precision(*pair, parents) for pair in pairs)),
            figure("citation_recall", (citation_recall(*pair) for pair in pairs)),
            figure("verbatim", (value for _, record in pairs for value in verbatim(record))),
            figure("refusal_precision", (refusal_precision(*pair) for pair in declining)),
            figure("refusal_recall", (refusal_recall(*pair) for pair in declining)),
            figure("false_refusals", (false_refusal(*pair) for pair in declining)),
            figure("length_median", lengths, "median", "characters"),
            figure("length_p95", lengths, "p95", "characters"),
            figure("latency_median", latencies, "median", "ms"),
            figure("latency_p95", latencies, "p95", "ms"),
        ]
        return {one.name: one for one in found}

    @cached_property
    def by_kind(self) -> dict[Kind, Figure]:
        """Accuracy by kind of case."""
        kinds = [kind for kind in Kind if any(case.kind is kind for case, _ in self.pairs)]
        return {
            kind: figure(kind.value, (accuracy(self.judgements[c.id]) for c, _ in self.pairs if c.kind is kind))
            for kind in kinds
        }

    @cached_property
    def systems(self) -> list[SystemRow]:
        """The yardsticks and ours; retrieval over cases with evidence that stand by themselves."""
        cases = [case for case, _ in self.pairs]
        rows = []
        for name, records in self.run.yardsticks.items():
            said = [_states(case, record.text) for case, record in zip(cases, records, strict=True)]
            rows.append(_system(name, said, [(c, r.ranking) for c, r in zip(cases, records, strict=True)]))
        ours = [accuracy(self.judgements[case.id]) for case in cases]
        return [*rows, _system(OURS, ours, [(case, record.ranking) for case, record in self.pairs])]

    @property
    def failures(self) -> list[tuple[Case, Record, Judgement]]:
        """Every case that is not right, in the order of the run."""
        judgements = self.judgements
        return [(case, record, judgements[case.id]) for case, record in self.pairs if not judgements[case.id].right]

    @property
    def wrong_values(self) -> list[str]:
        """Ids of the cases for which a result is computed that is not the gold's."""
        return [case.id for case, record in self.pairs if states_wrong_value(case, record)]

    @property
    def altered_quotes(self) -> list[str]:
        """Ids of the cases with a quotation that is not verbatim."""
        return [case.id for case, record in self.pairs if not all(verbatim(record))]

    @property
    def confusion(self) -> Counter[tuple[AnswerStatus, AnswerStatus]]:
        """How often (wanted, given) occurred."""
        return status_confusion(self.pairs)

    @property
    def routes(self) -> Counter[tuple[Kind, Route]]:
        """How often (kind, route) occurred."""
        return routes_by_kind(self.pairs)

    @property
    def reliability(self) -> list[Bin]:
        """How far the confidence of what was searched for holds; rules and fixed replies state none."""
        searched = (Route.RETRIEVAL, Route.DECLINE)
        return reliability(
            [
                (1 - record.confidence if record.refused else record.confidence, not case.must_decline)
                for case, record in self.pairs
                if record.route in searched and record.confidence < 1 and case.must_decline is not None
            ]
        )

    @property
    def calibration_error(self) -> float | None:
        """By how much that confidence is off, on average."""
        return calibration_error(self.reliability)

    @property
    def risk_coverage(self) -> list[tuple[float, float]]:
        """(coverage, risk): were only the surest share of questions answered, how often would that be wrong?

        El-Yaniv and Wiener 2010. Sureness is the confidence that the assistant itself states: that it
        answers, or for a refusal what is left of being sure that it does not.
        """
        sure = sorted(self.pairs, key=lambda pair: -_sureness(pair[1]))
        points, wrong = [], 0
        for number, (case, record) in enumerate(sure, start=1):
            wrong += record.refused or not self.judgements[case.id].right
            following = sure[number][1] if number < len(sure) else None
            if following is None or _sureness(following) != _sureness(record):  # the equally sure come together
                points.append((number / len(sure), wrong / number))
        return points


def summarised(run: Run, cases: Sequence[Case], clauses: tuple[Clause, ...]) -> Summary:
    """A run beside its gold; cases of which the run has no record are left out, and the other way round."""
    records = {record.id: record for record in run.records}
    known = [case for case in cases if case.id in records]
    kept = {case.id for case in known}
    yardsticks = {
        name: tuple(record for record in found if record.id in kept) for name, found in run.yardsticks.items()
    }
    pairs = tuple((case, records[case.id]) for case in known)
    return Summary(run.model_copy(update={"yardsticks": yardsticks}), pairs, clauses)


def _states(case: Case, text: str) -> float:
    """1 when a pipeline that always answers is right to, and shows every fact and no forbidden one."""
    shown = Record(id=case.id, status=AnswerStatus.ANSWERED, route=Route.RETRIEVAL, text=text)
    return float(judged(case, shown).right)


def _system(name: str, right: Sequence[float], rankings: Sequence[tuple[Case, Sequence[str]]]) -> SystemRow:
    found = [collapsed(ranking, case) for case, ranking in rankings if case.evidence and not case.history]
    return SystemRow(
        name,
        figure("accuracy", right),
        figure("success_at_1", (success_at(*pair, 1) for pair in found)),
        {k: figure(f"recall_at_{k}", (recall_at(*pair, k) for pair in found)) for k in DEPTHS},
        figure("mrr_at_10", (reciprocal_rank(*pair, 10) for pair in found)),
        figure("ndcg_at_10", (ndcg_at(*pair, 10) for pair in found)),
    )


def _sureness(record: Record) -> float:
    return 1 - record.confidence if record.refused else record.confidence
