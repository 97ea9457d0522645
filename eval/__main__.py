"""The entry of python -m eval."""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def main() -> None:
    """Measure how good the assistant is."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


@app.command()
def calibrate() -> None:
    """Fit the confidence model anew and write assistant/confidence.json."""
    from assistant.confidence import FILE
    from assistant.settings import read_settings
    from eval import calibrate as calibration

    fitted = calibration.calibrate(read_settings())
    calibration.write(fitted, FILE)
    typer.echo(json.dumps(fitted, indent=2))


@app.command()
def retrieval(
    folder: Annotated[Path | None, typer.Argument(help="A corpus folder with queries.jsonl; default: shipped.")] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first so many queries of a folder.")] = None,
) -> None:
    """Retrieval figures as a Markdown table."""
    from assistant.settings import read_settings
    from eval import retrieval as measure

    settings = read_settings(corpus=folder)
    rows = measure.shipped_table(settings) if folder is None else measure.folder_table(settings, limit)
    typer.echo(measure.as_markdown(rows))


@app.command()
def answers(
    cases: Annotated[str, typer.Option(help="calibration, or a file of eval/cases without its ending.")] = "retrieval",
) -> None:
    """Declining, citing and length of whole answers as a Markdown table."""
    from assistant import open_assistant
    from eval import answers as measure
    from eval.case import read_cases

    found = read_cases(measure.cases_file(cases))
    typer.echo(measure.as_markdown(f"{cases} ({len(found)})", measure.answer_scores(open_assistant(), found)))


@app.command()
def bench() -> None:
    """Speed as ratios in one run, as Markdown tables."""
    from assistant.settings import read_settings
    from eval import bench as measure

    settings = read_settings()
    timings = measure.answer_timings(settings)
    typer.echo(measure.as_markdown(timings, measure.whole_processes(settings)))


if __name__ == "__main__":
    app()
