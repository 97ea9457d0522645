"""A summary → one page that needs nothing else (Chinese, for the bureau) and Markdown (English, for the README)."""

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model import Route
from eval.figure import Figure
from eval.labels import label
from eval.plots import plots
from eval.summary import Summary

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def as_html(summary: Summary) -> str:
    """The report as one HTML file: styles and plots within, no outside address."""
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            summary=summary,
            run=summary.run,
            css=style(),
            plots=plots(summary),
            routes=[route for route in Route if any(route is given for _, given in summary.routes)],
            texts={clause.id: clause for clause in summary.clauses},
        )
    )


def as_markdown(summary: Summary, full: bool = False) -> str:
    """The tables as Markdown; `full` adds every failure."""
    template = environment().get_template("report.md.j2")
    return template.render(summary=summary, run=summary.run, full=full).strip() + "\n"


def environment() -> "Environment":
    """What renders templates; in those of HTML everything that comes from outside is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html.j2"], default=False),
        undefined=StrictUndefined,
    )
    found.globals.update(
        zh=lambda section, name: label("zh", section, name),
        en=lambda section, name: label("en", section, name),
        shown=shown,
        bounds=bounds,
    )
    found.filters["line"] = lambda text: " ".join(text.split())
    return found


def style() -> str:
    """The styles of every report."""
    return (TEMPLATES / "base.css").read_text(encoding="utf-8")


def shown(figure: Figure) -> str:
    """A figure as readers see it: shares with three digits, characters and milliseconds whole or with one."""
    return "–" if figure.value is None else _number(figure, figure.value)


def bounds(figure: Figure) -> str:
    """Its interval."""
    if figure.interval is None:
        return "–"
    low, high = figure.interval
    return f"{_number(figure, low)} – {_number(figure, high)}"


def _number(figure: Figure, value: float) -> str:
    digits = {"share": 3, "characters": 0, "ms": 1}[figure.unit]
    return f"{value:.{digits}f}"
