"""The plots of a report, as SVG to stand in its page: drawn by matplotlib, texts left to the browser's fonts."""

import io
import logging
import re
import warnings
from typing import TYPE_CHECKING, Any

from assistant.model import AnswerStatus
from eval.labels import label
from eval.summary import DEPTHS, OURS, Summary

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

_OURS, _OTHERS, _GRID = "#1d5fa8", "#8a97a6", "#e3e7ec"
_FONTS = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": _GRID,
    "axes.axisbelow": True,
}


def plots(summary: Summary) -> dict[str, str]:
    """Every plot by its name, as an <svg> element."""
    import matplotlib as mpl

    mpl.use("Agg")
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # glyphs missing here are there in the browser
        return {
            "accuracy_by_kind": _accuracy_by_kind(summary),
            "risk_coverage": _risk_coverage(summary),
            "confusion": _confusion(summary),
            "reliability": _reliability(summary),
            "latency": _latency(summary),
            "retrieval": _retrieval(summary),
        }


def _accuracy_by_kind(summary: Summary) -> str:
    rows = [(kind, figure) for kind, figure in summary.by_kind.items() if figure.value is not None]
    canvas, axes = _canvas(7.5, 0.36 * len(rows) + 0.9, left=0.2)
    for at, (_, figure) in enumerate(rows):
        low, high = figure.interval or (0.0, 0.0)
        value = figure.value or 0.0
        axes.barh(at, value, color=_OURS, alpha=0.75, height=0.62)
        axes.plot([low, high], [at, at], color="#222", linewidth=1.4)
    axes.set_yticks(range(len(rows)), [f"{_zh('kind', kind.value)}（{figure.counted}）" for kind, figure in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.02)
    axes.grid(visible=False, axis="y")
    return _svg(canvas, _zh("plot", "accuracy_by_kind"))


def _risk_coverage(summary: Summary) -> str:
    canvas, axes = _canvas(5.6, 3.4)
    coverage, risk = zip(*(summary.risk_coverage or [(0.0, 0.0)]), strict=True)
    axes.plot(coverage, risk, color=_OURS, linewidth=2)
    answered = sum(not record.refused for _, record in summary.pairs) / max(1, len(summary.pairs))
    axes.axvline(answered, color="#b3541e", linestyle="--", linewidth=1.2)
    axes.set(xlabel=_zh("plot", "coverage"), ylabel=_zh("plot", "risk"), xlim=(0, 1), ylim=(0, max(*risk, 0.05) * 1.1))
    return _svg(canvas, _zh("plot", "risk_coverage"))


def _confusion(summary: Summary) -> str:
    counts = summary.confusion
    statuses = [s for s in AnswerStatus if any(s in pair for pair in counts)]
    canvas, axes = _canvas(0.95 * len(statuses) + 1.8, 0.6 * len(statuses) + 1.2, left=0.24, bottom=0.28)
    table = [[counts[wanted, given] for given in statuses] for wanted in statuses]
    shares = [[count / max(1, sum(row)) for count in row] for row in table]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for y, row in enumerate(table):
        for x, count in enumerate(row):
            if count:
                axes.text(x, y, str(count), ha="center", va="center", color="white" if shares[y][x] > 0.5 else "#222")
    names = [_zh("status", status.value) for status in statuses]
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel=_zh("plot", "given"), ylabel=_zh("plot", "wanted"))
    axes.grid(visible=False)
    return _svg(canvas, _zh("plot", "confusion"))


def _reliability(summary: Summary) -> str:
    canvas, axes = _canvas(5.6, 3.4)
    bins = summary.reliability
    axes.plot([0, 1], [0, 1], color="#222", linewidth=1, linestyle="--")
    axes.scatter(
        [one.confidence for one in bins],
        [one.share for one in bins],
        s=[24 + 6 * one.count for one in bins],
        color=_OURS,
        alpha=0.75,
    )
    axes.set(xlabel=_zh("plot", "stated"), ylabel=_zh("plot", "answerable"), xlim=(0, 1), ylim=(-0.03, 1.03))
    return _svg(canvas, _zh("plot", "reliability"))


def _latency(summary: Summary) -> str:
    canvas, axes = _canvas(5.6, 3.2)
    axes.hist([record.latency_ms for _, record in summary.pairs], bins=40, color=_OURS, alpha=0.8)
    axes.set(xlabel=_zh("plot", "ms"), ylabel=_zh("plot", "questions"))
    return _svg(canvas, _zh("plot", "latency"))


def _retrieval(summary: Summary) -> str:
    canvas, axes = _canvas(5.6, 3.6)
    for row in summary.systems:
        values = [row.recall[k].value or 0.0 for k in DEPTHS]
        ours = row.name == OURS
        axes.plot(range(len(DEPTHS)), values, marker="o", color=_OURS if ours else None, linewidth=2.6 if ours else 1.4)
        axes.lines[-1].set_label(_zh("system", row.name))
    axes.set_xticks(range(len(DEPTHS)), [str(k) for k in DEPTHS])
    axes.set(xlabel=_zh("plot", "depth"), ylabel=_zh("plot", "recall"), ylim=(0, 1.02))
    axes.legend(loc="lower right", frameon=False)
    return _svg(canvas, _zh("plot", "retrieval"))


def _canvas(width: float, height: float, left: float = 0.14, bottom: float | None = None) -> tuple["Canvas", Any]:
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(width, height))
    canvas.subplots_adjust(left=left, right=0.97, top=0.97, bottom=0.5 / height + 0.04 if bottom is None else bottom)
    return canvas, canvas.subplots()


def _svg(canvas: "Canvas", title: str) -> str:
    """The drawing as one element that carries its title for those who do not see it."""
    buffer = io.StringIO()
    canvas.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{title}"', 1)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)  # names outside addresses
    return re.sub(r"font-family: [^;\"]*|(?<=px )'?[A-Za-z][^;\"]*sans-serif[^;\"]*", _font, text)


def _font(found: re.Match[str]) -> str:
    return f"font-family: {_FONTS}" if found[0].startswith("font-family") else _FONTS


def _zh(section: str, name: str) -> str:
    return label("zh", section, name)
