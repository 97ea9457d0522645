"""What every command needs: errors in one line, progress bars."""

import logging
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from click import ClickException

from corpus.errors import PolicyError

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_REPORT = "Nothing was changed on purpose. Run python -m assistant doctor; if it finds nothing, report this line."
_log = logging.getLogger(__name__)


def reported(command: Callable[P, R]) -> Callable[P, R]:
    """Turn an error of ours into its message on standard error and its exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except PolicyError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError:
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
        except (typer.Exit, typer.Abort, ClickException):
            raise
        except Exception as error:
            _log.debug("unexpected", exc_info=True)
            typer.echo(f"error: a fault of this program ({type(error).__name__}: {error}). {_REPORT}", err=True)
            raise typer.Exit(1) from error

    return run


def printable(text: str) -> str:
    """A text as a terminal may show it: what texts and askers write cannot steer the terminal."""
    return "".join(c for c in text if c in "\n\t" or not unicodedata.category(c).startswith("C"))


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error that shows itself only once there is something to show."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=None, visible=False)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, visible=True)

        yield report


def with_progress(items: list[T], what: str) -> Iterator[T]:
    """The items one by one, a bar counting those that are done."""
    with progress_bar(what) as report:
        for number, item in enumerate(items, start=1):
            yield item
            report(number, len(items))
