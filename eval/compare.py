"""Two runs over the same cases: which answers changed, and is the difference more than chance?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.case import Case
from eval.figure import SEED
from eval.metrics.citation import citation_precision, citation_recall, parents_of
from eval.record import Record
from eval.summary import Summary

_PERMUTATIONS = 10_000


@dataclass(frozen=True, slots=True)
class Changed:
    """One case that the two runs answer differently."""

    case: Case
    before: Record
    after: Record
    was_right: bool
    is_right: bool

    @property
    def turn(self) -> str:
        """better, worse, or other: both right or both wrong."""
        if self.was_right == self.is_right:
            return "other"
        return "better" if self.is_right else "worse"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in both runs, over the cases that have it in both, and how likely chance alone is so far apart."""

    name: str
    cases: int
    before: float
    after: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two runs."""

    shared: int
    changed: tuple[Changed, ...]
    differences: tuple[Difference, ...]


def compared(before: Summary, after: Summary) -> Comparison:
    """Two runs side by side, over the cases that both have."""
    earlier = {case.id: record for case, record in before.pairs}
    both = [(case, earlier[case.id], record) for case, record in after.pairs if case.id in earlier]
    changed = tuple(
        Changed(case, one, other, before.judgements[case.id].right, after.judgements[case.id].right)
        for case, one, other in both
        if not one.same_answer(other)
    )
    right = [(before.judgements[case.id].right, after.judgements[case.id].right) for case, _, _ in both]
    parents = parents_of(after.clauses)
    precision = [(citation_precision(c, one, parents), citation_precision(c, other, parents)) for c, one, other in both]
    recall = [(citation_recall(c, one), citation_recall(c, other)) for c, one, other in both]
    differences = [_exact(right)] if right else []
    differences += [_permuted("citation_precision", precision), _permuted("citation_recall", recall)]
    return Comparison(len(both), changed, tuple(difference for difference in differences if difference.cases))


def _exact(pairs: Sequence[tuple[bool, bool]]) -> Difference:
    """McNemar's exact test on the cases that turned (McNemar 1947; binomial, two-sided)."""
    from scipy.stats import binomtest

    better = sum(after and not before for before, after in pairs)
    worse = sum(before and not after for before, after in pairs)
    p_value = float(binomtest(better, better + worse).pvalue) if better + worse else 1.0
    shares = [sum(side) / len(pairs) for side in zip(*pairs, strict=True)]
    return Difference("accuracy", len(pairs), shares[0], shares[1], p_value)


def _permuted(name: str, pairs: Sequence[tuple[float | None, float | None]]) -> Difference:
    """A paired randomisation test of the mean difference (Smucker, Allan and Carterette 2007)."""
    from scipy.stats import permutation_test

    values = np.array([pair for pair in pairs if None not in pair], dtype=np.float64)
    if not len(values):
        return Difference(name, 0, 0.0, 0.0, 1.0)
    before, after = values[:, 0], values[:, 1]
    p_value = 1.0
    if not np.array_equal(before, after):
        p_value = float(
            permutation_test(
                (before, after),
                _mean_difference,
                permutation_type="samples",
                vectorized=True,
                n_resamples=_PERMUTATIONS,
                rng=np.random.default_rng(SEED),
            ).pvalue
        )
    return Difference(name, len(values), float(before.mean()), float(after.mean()), p_value)


def _mean_difference(
    one: npt.NDArray[np.float64], other: npt.NDArray[np.float64], axis: int = -1
) -> npt.NDArray[np.float64]:
    return np.asarray(np.mean(one, axis=axis) - np.mean(other, axis=axis))
