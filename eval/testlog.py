"""Every run over the test split is written into eval/README.md: nobody reads that split in silence."""

from pathlib import Path

from corpus.errors import CorpusError
from corpus.yaml_file import read_text
from eval.report import bounds, shown
from eval.summary import Summary

README = Path(__file__).parent / "README.md"
END = "<!-- end of the log of test runs -->"
_FIGURES = (
    "accuracy",
    "exact_value",
    "citation_precision",
    "citation_recall",
    "refusal_precision",
    "refusal_recall",
    "false_refusals",
)


def log_run(summary: Summary, readme: Path = README) -> Path:
    """Add a row for a run of the test split above the END mark; returns the file.

    Raises:
        CorpusError: the mark is not there.
    """
    text = read_text(readme)
    if text.count(END) != 1:
        raise CorpusError(f"{readme}: the line {END!r} must stand there once, below the table of test runs.")
    figures = [summary.figures[name] for name in _FIGURES]
    cells = [
        f"{summary.run.made:%Y-%m-%d %H:%M}",
        summary.run.commit or "unknown",
        str(len(summary.pairs)),
        f"{shown(figures[0])} ({bounds(figures[0])})",
        *(shown(figure) for figure in figures[1:]),
    ]
    readme.write_bytes(text.replace(END, f"| {' | '.join(cells)} |\n{END}").encode("utf-8"))
    return readme
