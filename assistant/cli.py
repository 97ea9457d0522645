"""The commands. Heavy imports stay inside them, so that --help answers at once."""

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.calc import calc_app
from assistant.console import printable, progress_bar, reported, with_progress
from assistant.day import parse_day
from assistant.errors import BadCallError, NotBuiltYetError
from assistant.records_commands import records_app
from assistant.staff_commands import staff_app

if TYPE_CHECKING:
    from assistant.answering import Assistant
    from assistant.batch import Asked
    from assistant.settings import Settings
    from corpus.model import Corpus
    from index.embedder import Embedder
    from index.store import IndexStore

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
index_app = typer.Typer(no_args_is_help=True, help="Build, inspect and check the index of a corpus.")
app.add_typer(calc_app, name="calc")
app.add_typer(index_app, name="index")
app.add_typer(records_app, name="records")
app.add_typer(staff_app, name="staff")

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder of texts; default: the shipped corpus.")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder of the index; default: under var/index.")]
DistrictOption = Annotated[str | None, typer.Option(help="The asker's district, by any of its names.")]
DayOption = Annotated[str | None, typer.Option("--on", help="Answer from the texts in force on this day, YYYY-MM-DD.")]


def main() -> None:
    """Run the command line; every error of ours ends in one line and its exit code."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


# --- ask, chat, search -----------------------------------------------------------------------


@app.command()
@reported
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    district: DistrictOption = None,
    on: DayOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Answer every line of a JSON Lines file.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where --batch writes its answers.")] = None,
) -> None:
    """One question, one cited answer; or many from a file."""
    from assistant import batch as batches
    from assistant.present import to_json

    day = parse_day(on, "--on")
    if batch is not None:
        if question is not None or out is None:
            raise BadCallError("ask: --batch takes --out and no question.")
        asked = batches.read_questions(batch)
        _run_batch(batch, out, asked, lambda a, line: batches.answer(a, line, district, day), corpus, index)
        return
    if question is None:
        raise BadCallError("ask: a question is needed, or --batch with --out.")
    answer = _assistant(corpus, index).ask(question, district=district, on=day)
    typer.echo(json.dumps(to_json(answer), ensure_ascii=False, indent=2) if as_json else printable(answer.text))


@app.command()
@reported
def chat(
    corpus: CorpusOption = None, index: IndexOption = None, district: DistrictOption = None, on: DayOption = None
) -> None:
    """Ask several questions in a row; each may lean on the one before."""
    from assistant.conversation import Conversation
    from assistant.messages import message, message_list

    assistant, day, conversation = _assistant(corpus, index), parse_day(on, "--on"), Conversation()
    typer.echo(message("chat.welcome"))
    while True:
        try:
            question = input(message("chat.prompt")).strip()
        except EOFError:
            break
        if question in message_list("chat.quit"):
            break
        for piece in assistant.stream(question, conversation, district, day):
            if isinstance(piece, str):
                typer.echo(printable(piece), nl=False)
        typer.echo("\n")
        conversation = conversation.after(question)


@app.command()
@reported
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=10000, help="How many clauses.")] = 10,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    district: DistrictOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the hits as JSON.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Search for every line of a JSON Lines file.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where --batch writes its hits.")] = None,
) -> None:
    """Ranked clauses for a look-up; never declines."""
    from assistant import batch as batches

    if batch is not None:
        if query is not None or out is None:
            raise BadCallError("search: --batch takes --out and no query.")
        asked = batches.read_queries(batch)
        _run_batch(batch, out, asked, lambda a, line: batches.search(a, line, k, district), corpus, index)
        return
    if query is None:
        raise BadCallError("search: a query is needed, or --batch with --out.")
    found = batches.search(_assistant(corpus, index), batches.Asked(None, query), k, district)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for hit in found["hits"]:
        head = f"{hit['rank']:>3}  {hit['score']:6.2f}  《{hit['document']}》{hit['section']}"
        typer.echo(printable(f"{head}\n     {hit['text']}\n"))


# --- index -----------------------------------------------------------------------------------


@index_app.command("build")
@reported
def index_build(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Take nothing over from the old index.")] = False,
) -> None:
    """Build the index, or bring it up to date; the old one serves until the new one is whole."""
    from index.build import build_index

    loaded, store, embedder = _parts(corpus, index, building=True)
    with progress_bar("index build") as progress:
        report = build_index(loaded, store, embedder, rebuild, progress)
    outcome = f"{report.embedded} passages embedded, {report.reused} kept" if report.changed else "up to date"
    typer.echo(f"{store.folder}: {report.clauses} clauses, {report.chunks} chunks; {outcome}")


@index_app.command("status")
@reported
def index_status(corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """What is in the index, as JSON."""
    from index.health import status

    loaded, store, embedder = _parts(corpus, index)
    typer.echo(json.dumps(status(loaded, store, embedder), ensure_ascii=False, indent=2))


@index_app.command("verify")
@reported
def index_verify(corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """Check the index against its corpus; exit 3 when something is stale or missing."""
    from assistant.bootstrap import index_store
    from index.health import faults

    store = index_store(_settings(corpus), index)
    store.require()
    loaded, store, embedder = _parts(corpus, index)
    found = faults(loaded, store, embedder)
    for fault in found:
        typer.echo(fault)
    if found:
        typer.echo(f"error: {len(found)} differences. Run: {store.build_command}", err=True)
        raise typer.Exit(3)
    typer.echo(f"{store.folder}: agrees with the corpus")


# --- serve, doctor, and what is still to come -------------------------------------------------


@app.command()
@reported
def serve(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes; more than one needs a Chroma server.")] = 1,
) -> None:
    """Serve the chat page."""
    if workers > 1:
        raise BadCallError("serve: --workers above 1 needs a Chroma server, which is not set up. Use --workers 1.")
    from assistant.web.server import serve as run

    run(_settings(corpus, host=host, port=port), index)


@app.command()
@reported
def doctor(corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """Look for every fault of the installation and name its remedy; exit 3 when there is one."""
    from assistant.doctor import examine

    findings = examine(_settings(corpus), index)
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.what}{'' if finding.ok else ': ' + finding.remedy}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(3)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
@reported
def ingest() -> None:
    """Bring documents into a corpus (not in this version yet)."""
    raise NotBuiltYetError(
        "ingest: not in this version yet. Add the text under corpus/sources and to corpus/manifest.yaml by hand, "
        "then run: python -m assistant index build"
    )


# --- helpers ---------------------------------------------------------------------------------


def _settings(corpus: Path | None, **more: str | int | None) -> "Settings":
    from assistant.settings import read_settings

    return read_settings(corpus=corpus, **more)


def _assistant(corpus: Path | None, index: Path | None) -> "Assistant":
    from assistant.bootstrap import open_assistant
    from assistant.records.giving import given_answers

    approved = given_answers(_settings(corpus))
    with progress_bar("index build") as progress:
        return open_assistant(corpus, index, progress, approved)


def _run_batch(
    batch: Path,
    out: Path,
    asked: "list[Asked]",
    answer: "Callable[[Assistant, Asked], dict[str, Any]]",
    corpus: Path | None,
    index: Path | None,
) -> None:
    """One record a line; the answers of an earlier run stand until this one can begin."""
    from assistant.batch import require_other_file, writer

    require_other_file(batch, out)
    assistant = _assistant(corpus, index)
    with writer(out) as write:
        for line in with_progress(asked, "questions"):
            write(answer(assistant, line))


def _parts(corpus: Path | None, index: Path | None, building: bool = False) -> "tuple[Corpus, IndexStore, Embedder]":
    from assistant.bootstrap import index_store, load, make_embedder

    settings = _settings(corpus)
    return load(settings), index_store(settings, index), make_embedder(settings, building)
