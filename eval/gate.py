"""The gate: what no change may do. Figures that were accepted stand in baseline.json."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from eval.jsonl import read_json
from eval.summary import Summary

BASELINE = Path(__file__).parent / "baseline.json"
# Higher is better for these, lower for the others; speed depends on the machine and is no matter for a gate.
_HIGHER = ("accuracy", "exact_value", "citation_precision", "citation_recall", "refusal_precision", "refusal_recall")
_LOWER = ("false_refusals", "length_median")


class Accepted(BaseModel):
    """One accepted figure with its 95 % interval."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float
    low: float
    high: float
    cases: int


class Baseline(BaseModel):
    """The accepted figures of the dev split, and of which commit and corpus they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    commit: str | None
    corpus: str
    figures: dict[str, Accepted]


def accepted(summary: Summary) -> Baseline:
    """A run's figures as a baseline."""
    figures = {}
    for name in (*_HIGHER, *_LOWER):
        figure = summary.figures[name]
        if figure.value is not None and figure.interval is not None:
            low, high = (round(bound, 4) for bound in figure.interval)
            figures[name] = Accepted(value=round(figure.value, 4), low=low, high=high, cases=figure.counted)
    return Baseline(commit=summary.run.commit, corpus=summary.run.corpus, figures=figures)


def faults(summary: Summary, baseline: Baseline) -> list[str]:
    """Why a run does not pass; empty when it does."""
    found = [f"{case}: a wrong value was computed" for case in summary.wrong_values]
    found += [f"{case}: a quotation is not verbatim" for case in summary.altered_quotes]
    for name, accepted_figure in baseline.figures.items():
        figure = summary.figures[name].value
        if figure is None:
            found.append(f"{name}: no case has it any more")
        elif name in _HIGHER and figure < accepted_figure.low:
            found.append(
                f"{name}: {figure:.3f} is below the accepted interval, which begins at {accepted_figure.low:.3f}"
            )
        elif name in _LOWER and figure > accepted_figure.high:
            found.append(
                f"{name}: {figure:.3f} is above the accepted interval, which ends at {accepted_figure.high:.3f}"
            )
    return found


def read_baseline(path: Path = BASELINE) -> Baseline:
    """The accepted figures.

    Raises:
        RuleFileError: the file is missing, or is no baseline.
    """
    return read_json(path, Baseline, "Make one with eval accept.")


def write_baseline(baseline: Baseline, path: Path = BASELINE) -> None:
    """Keep accepted figures."""
    path.write_text(baseline.model_dump_json(indent=2) + "\n", encoding="utf-8")
