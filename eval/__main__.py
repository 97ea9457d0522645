"""The entry of python -m eval."""

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import progress_bar, reported
from eval.sentence import Besides

if TYPE_CHECKING:
    from corpus.model import Corpus
    from eval.case import Split
    from eval.summary import Summary

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder of texts; default: the shipped corpus.")]
RunArgument = Annotated[Path, typer.Argument(help="A run kept by eval run.")]


@app.callback()
def main() -> None:
    """Measure how good the assistant is."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


# --- the cases -------------------------------------------------------------------------------


@app.command()
@reported
def run(
    out: Annotated[Path | None, typer.Option(help="Where the run is kept; default: var/eval/run.json.")] = None,
    yardsticks: Annotated[bool, typer.Option(help="Ask the simpler pipelines, too.")] = True,
) -> None:
    """Ask every dev case; keep the run, write report.html and report.md beside it, print the tables."""
    from assistant.settings import read_settings
    from eval.case import Split
    from eval.record import write_run
    from eval.report import as_html, as_markdown

    target = out or read_settings().var / "eval" / "run.json"
    summary = _asked(Split.DEV, yardsticks)
    write_run(summary.run, target)
    target.with_name("report.md").write_text(as_markdown(summary, full=True), encoding="utf-8")
    target.with_name("report.html").write_text(as_html(summary), encoding="utf-8")
    typer.echo(as_markdown(summary))
    typer.echo(f"Kept: {target}, report.html and report.md beside it.", err=True)


@app.command()
@reported
def compare(before: RunArgument, after: RunArgument) -> None:
    """Which answers changed between two runs, and whether the figures differ by more than chance."""
    from eval.compare import compared
    from eval.report import environment

    found = compared(_kept(before), _kept(after))
    typer.echo(environment().get_template("compare.md.j2").render(found=found).strip())


@app.command()
@reported
def check(
    test: Annotated[bool, typer.Option("--test", help="Score the test split and log it in eval/README.md.")] = False,
) -> None:
    """Ask the dev cases and fail (exit 1) where the accepted baseline or an absolute rule is broken."""
    from eval import gate
    from eval.case import Split
    from eval.report import as_markdown
    from eval.testlog import log_run

    baseline = None if test else gate.read_baseline()
    summary = _asked(Split.TEST if test else Split.DEV)
    if baseline is None:  # logged before anybody reads it
        typer.echo(f"Logged in {log_run(summary)}.", err=True)
    typer.echo(as_markdown(summary))
    if baseline is None:
        return
    found = gate.faults(summary, baseline)
    for fault in found:
        typer.echo(f"FAULT {fault}", err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("The gate is passed.", err=True)


@app.command()
@reported
def accept(run_file: RunArgument) -> None:
    """Make a kept run of the dev split the baseline that the gate compares with."""
    from eval import gate

    gate.write_baseline(gate.accepted(_kept(run_file)))
    typer.echo(f"Accepted: {gate.BASELINE}", err=True)


@app.command()
@reported
def coverage() -> None:
    """How many cases there are of which kind, and the clauses that no case covers (exit 1 if any)."""
    from collections import Counter

    from eval.case import read_cases, uncovered

    clauses = [clause.id for clause in _corpus().clauses]
    cases = read_cases(clauses)
    counts = Counter((case.kind, case.split.value) for case in cases)
    for kind in dict.fromkeys(case.kind for case in cases):
        typer.echo(f"{kind.value}\t{counts[kind, 'dev']} dev\t{counts[kind, 'test']} test")
    missing = uncovered(cases, clauses)
    typer.echo(f"{len(cases)} cases; {len(clauses) - len(missing)} of {len(clauses)} clauses covered")
    for clause in missing:
        typer.echo(f"no case: {clause}")
    if missing:
        raise typer.Exit(1)


@app.command()
@reported
def consistency(
    show: Annotated[bool, typer.Option(help="List the groups whose phrasings are answered differently.")] = False,
) -> None:
    """Does every phrasing of a question get one answer, and the same one when asked again?"""
    from assistant import open_assistant
    from eval.groups import consistency as measure
    from eval.groups import read_groups
    from eval.metrics.consistency import outcome
    from eval.report import bounds, shown

    groups = read_groups()
    found = measure(open_assistant(), groups)
    for figure in (found.consistent, found.agreement):
        typer.echo(f"{figure.name}\t{shown(figure)}\t{bounds(figure)}\t{figure.counted} groups")
    typer.echo(f"changed on asking again\t{len(found.changed_on_asking_again)}")
    for group in groups if show else ():
        records = found.records[group.id]
        if len({outcome(record) for record in records}) > 1:
            typer.echo(f"\n{group.id} {group.about}")
            for phrasing, record in zip(group.phrasings, records, strict=True):
                typer.echo(f"  {record.status.value}\t{record.result or ''}\t{' '.join(record.cited)}\t{phrasing}")


@app.command()
@reported
def understanding(
    test: Annotated[bool, typer.Option("--test", help="The sentences that are only ever scored.")] = False,
    besides: Annotated[Besides | None, typer.Option(help="Others, that belong to neither split.")] = None,
    full: Annotated[bool, typer.Option("--full", help="List every failure (never of --test).")] = False,
) -> None:
    """Ask the labelled sentences: are they routed right, conversations followed, refusals right, noise borne?"""
    from assistant import open_assistant
    from eval.case import Split
    from eval.sentence import read_sentences
    from eval.understanding import as_markdown, understood

    split = Split.TEST if test else Split.DEV
    sentences = read_sentences(None, besides.folder) if besides else read_sentences(split)
    with progress_bar("asking") as tick:
        found = understood(open_assistant(), sentences, tick)
    typer.echo(as_markdown(found, besides or split, full=full and bool(besides or not test)))


# --- policy changes, other corpora, tuning, speed --------------------------------------------


@app.command()
@reported
def impact(
    old: Annotated[Path | None, typer.Argument(help="The corpus folder as it is.")] = None,
    new: Annotated[Path | None, typer.Argument(help="The corpus folder as it will be.")] = None,
    out: Annotated[Path | None, typer.Option(help="The report; default: var/eval/impact.html.")] = None,
    questions: Annotated[Path | None, typer.Option(help="Ask these (as for ask --batch), not the dev cases.")] = None,
    example: Annotated[bool, typer.Option("--example", help="Show it on a copy with three fees changed.")] = False,
) -> None:
    """What a change of policy does: clauses, rules that no longer stand, answers that change; an HTML report."""
    from assistant.settings import read_settings
    from corpus.errors import CorpusError
    from eval import impact as measure
    from eval.example_change import changed_copy

    settings = read_settings()
    if example:
        old, new = settings.corpus, changed_copy(settings.corpus, settings.var / "eval" / "example-corpus")
    if old is None or new is None:
        raise CorpusError("eval impact: name two corpus folders, OLD and NEW, or give --example.")
    with progress_bar("asking both") as tick:
        found = measure.impact(old, new, measure.cases_of(questions), tick)
    target = out or settings.var / "eval" / "impact.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(measure.as_html(found), encoding="utf-8")
    for change in found.clauses:
        typer.echo(f"{change.kind}\t{change.clause.id}")
    for fault in found.after.faults:
        typer.echo(f"no longer stands\t{fault}")
    typer.echo(f"{len(found.answers)} of {found.asked} answers change: {', '.join(a.case.id for a in found.answers)}")
    typer.echo(f"Report: {target}", err=True)


@app.command()
@reported
def retrieval(
    folder: Annotated[Path, typer.Argument(help="A corpus folder with queries.jsonl in it.")],
    limit: Annotated[int | None, typer.Option(help="Only the first so many queries.", min=1)] = None,
) -> None:
    """Retrieval on any corpus folder as a Markdown table; its index is built anew to time it."""
    from assistant.settings import read_settings
    from eval.folder import as_markdown, folder_scores

    typer.echo(as_markdown(folder_scores(read_settings(corpus=folder), limit)))


@app.command()
@reported
def calibrate() -> None:
    """Fit the confidence model anew and write assistant/confidence.json."""
    from assistant.confidence import FILE
    from assistant.settings import read_settings
    from eval import calibrate as calibration

    fitted = calibration.calibrate(read_settings())
    calibration.write(fitted, FILE)
    typer.echo(json.dumps(fitted, indent=2))


@app.command()
@reported
def bench() -> None:
    """Speed as ratios in one run, as Markdown tables."""
    from assistant.settings import read_settings
    from eval import bench as measure

    settings = read_settings()
    typer.echo(measure.as_markdown(measure.answer_timings(settings), measure.whole_processes(settings)))


@app.command()
@reported
def load(
    people: Annotated[int, typer.Option(min=1, max=1000, help="How many ask at once.")] = 50,
    seconds: Annotated[int, typer.Option(min=1, max=36000, help="For how long.")] = 120,
    think: Annotated[tuple[float, float], typer.Option(help="Shortest and longest pause before the next.")] = (3, 8),
    through: Annotated[str, typer.Option(help="api, page, or both one after the other.")] = "both",
) -> None:
    """Many people at once on a real server: errors, median, 95th percentile, memory."""
    from eval.load import measure_all

    measure_all(through, people, seconds, think, typer.echo)


def _corpus() -> "Corpus":
    from assistant.bootstrap import load
    from assistant.settings import read_settings

    return load(read_settings())


def _asked(split: "Split", yardsticks: bool = False) -> "Summary":
    """Every case of a split, asked now, beside its gold."""
    from assistant.bootstrap import make_embedder, open_assistant
    from assistant.settings import read_settings
    from eval.case import read_cases
    from eval.run import run_cases
    from eval.summary import summarised
    from eval.yardsticks import Yardsticks

    settings = read_settings()
    assistant = open_assistant(settings.corpus)
    clauses = assistant.corpus.clauses
    cases = read_cases([clause.id for clause in clauses], split)
    embedder = make_embedder(settings)
    beside = Yardsticks(assistant, embedder) if yardsticks else None
    with progress_bar("asking") as tick:
        made = run_cases(assistant, cases, split.value, embedder.fingerprint, beside, tick)
    return summarised(made, cases, clauses)


def _kept(path: Path) -> "Summary":
    """A run of the dev split that was kept, beside its gold.

    Raises:
        CorpusError: the file is no run, or one of another split.
    """
    from corpus.errors import CorpusError
    from eval.case import Split, read_cases
    from eval.record import read_run
    from eval.summary import summarised

    made = read_run(path)
    if made.split != Split.DEV:
        raise CorpusError(f"{path}: a run of the {made.split} split. Make one of the dev cases with eval run.")
    clauses = _corpus().clauses
    return summarised(made, read_cases([clause.id for clause in clauses], Split.DEV), clauses)


if __name__ == "__main__":
    app()
