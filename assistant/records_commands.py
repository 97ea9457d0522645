"""`records`: migrate, count, export, delete, back up and restore what the service keeps."""

import getpass
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import reported
from assistant.errors import BadCallError

if TYPE_CHECKING:
    from assistant.records.book import Records
    from assistant.settings import Settings

records_app = typer.Typer(no_args_is_help=True, help="What the service keeps: questions, feedback, approved answers.")

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder of texts; default: the shipped corpus.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Replace what is there.")]


@records_app.command()
@reported
def migrate(corpus: CorpusOption = None) -> None:
    """Bring the database up to this version; opening the records does the same."""
    from assistant.records.engine import shown
    from assistant.records.tables import REVISION

    _, records = opened(corpus)
    typer.echo(f"{shown(records.store.engine.url)}: tables {REVISION}")


@records_app.command("stats")
@reported
def show_stats(
    corpus: CorpusOption = None,
    days: Annotated[int | None, typer.Option(min=1, max=36500, help="Questions of the last days alone.")] = None,
) -> None:
    """How much is kept, as JSON."""
    from datetime import timedelta

    from assistant.records.stats import stats

    _, records = opened(corpus)
    since = None if days is None else records.clock() - timedelta(days=days)
    typer.echo(json.dumps(asdict(stats(records.store, since)), ensure_ascii=False, indent=2, default=str))


@records_app.command()
@reported
def purge(
    corpus: CorpusOption = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=36500, help="Days of questions to keep; default: records_days.")
    ] = None,
) -> None:
    """Delete questions and feedback that are older than the retention, and old audit entries."""
    settings, records = opened(corpus)
    kept = settings.records_days if days is None else days
    purged = records.retention.purge(kept, settings.audit_days, operator())
    typer.echo(f"deleted: {purged.questions} questions, {purged.feedback} feedback, {purged.audit} audit entries")


@records_app.command()
@reported
def export(
    csv: Annotated[Path, typer.Option("--csv", help="File to write.")],
    corpus: CorpusOption = None,
    yes: YesOption = False,
) -> None:
    """Questions with their feedback as CSV for a spreadsheet."""
    from assistant.records.audit import Act
    from assistant.records.export import export_csv

    _require_new("records export: --csv", csv, yes)
    _, records = opened(corpus)
    count = export_csv(records.store, csv)
    records.audit.note(operator(), Act.EXPORTED, csv.name, f"{count} questions")
    typer.echo(f"{csv}: {count} questions")


@records_app.command()
@reported
def backup(
    file: Annotated[Path, typer.Argument(help="Archive to write, such as backup.tar.gz.")],
    corpus: CorpusOption = None,
    yes: YesOption = False,
) -> None:
    """One archive of the records and of the corpus folder."""
    from assistant.records.backup import backup as write

    _require_new("records backup", file, yes)
    settings, records = opened(corpus)
    manifest = write(records, settings.corpus, file, operator())
    typer.echo(f"{file}: {len(manifest.files)} files, tables {manifest.tables}")


@records_app.command()
@reported
def restore(
    file: Annotated[Path, typer.Argument(help="Archive that `records backup` wrote.")],
    corpus: CorpusOption = None,
    yes: YesOption = False,
) -> None:
    """Put records and corpus back as an archive has them; all or nothing."""
    from assistant.records.errors import RefusedError
    from assistant.records.restore import restore as put_back

    if not file.is_file():
        raise BadCallError(f"records restore: {file}: no such file.")
    settings, records = opened(corpus)
    try:
        manifest = put_back(records, settings.corpus, file, operator(), replace=yes)
    except RefusedError as error:
        raise BadCallError(f"{error} If that is meant, add --yes.") from error
    typer.echo(f"{file} of {manifest.made_at:%Y-%m-%d %H:%M} UTC is restored. Now run: python -m assistant index build")


def opened(corpus: Path | None = None) -> "tuple[Settings, Records]":
    """The settings, and the records that they name; commands keep nothing that askers wrote."""
    from assistant.records.opening import open_records
    from assistant.settings import read_settings

    settings = read_settings(corpus=corpus)
    return settings, open_records(settings, masked=str)


def operator() -> str:
    """Who the audit log names for a command."""
    try:
        return f"command line: {getpass.getuser()}"
    except (OSError, KeyError):  # a container's user may have no name
        return "command line"


def _require_new(what: str, path: Path, yes: bool) -> None:
    if path.exists() and not (yes and path.is_file()):
        raise BadCallError(f"{what}: {path} is there already. Name another file, or add --yes to replace it.")
    if not path.absolute().parent.is_dir():
        raise BadCallError(f"{what}: {path.absolute().parent}: no such folder.")
