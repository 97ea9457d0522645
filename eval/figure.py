"""A figure with its 95 % interval: the percentile bootstrap over cases (Efron and Tibshirani 1993, chapter 13)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
SEED = 7
CONFIDENCE = 0.95
Statistic = Callable[..., "np.floating | npt.NDArray[np.floating]"]


@dataclass(frozen=True)
class Figure:
    """A statistic of one value a case; cases that have none are skipped, `counted` says how many were not."""

    name: str
    values: tuple[float, ...]
    statistic: str = "mean"  # mean | median | p95
    unit: str = "share"  # share | characters | ms

    @property
    def counted(self) -> int:
        """How many values the figure rests on."""
        return len(self.values)

    @cached_property
    def value(self) -> float | None:
        """The figure itself; None over nothing."""
        return float(_STATISTICS[self.statistic](np.array(self.values))) if self.values else None

    @cached_property
    def interval(self) -> tuple[float, float] | None:
        """Its 95 % interval, from a fixed seed; None over nothing."""
        if not self.values:
            return None
        from scipy.stats import bootstrap

        if len(set(self.values)) == 1:  # the bootstrap of a constant is that constant
            return self.values[0], self.values[0]
        found = bootstrap(
            (np.array(self.values),),
            _STATISTICS[self.statistic],
            n_resamples=RESAMPLES,
            confidence_level=CONFIDENCE,
            method="percentile",
            rng=np.random.default_rng(SEED),
        ).confidence_interval
        return float(found.low), float(found.high)


def figure(name: str, values: Iterable[float | None], statistic: str = "mean", unit: str = "share") -> Figure:
    """A figure over the values that are there."""
    return Figure(name, tuple(float(value) for value in values if value is not None), statistic, unit)


def _p95(values: npt.NDArray[np.float64], axis: int = -1) -> npt.NDArray[np.float64]:
    return np.asarray(np.percentile(values, 95, axis=axis))


_STATISTICS: dict[str, Statistic] = {"mean": np.mean, "median": np.median, "p95": _p95}
