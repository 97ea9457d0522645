"""`staff`: who may sign in. The first admin is added here; there is no default password."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import reported
from assistant.errors import BadCallError
from assistant.records_commands import opened, operator

if TYPE_CHECKING:
    from assistant.records.users import Role

staff_app = typer.Typer(no_args_is_help=True, help="Who may sign in to the staff pages, and as what.")

NameArgument = Annotated[str, typer.Argument(help="The name to sign in with.")]
RoleOption = Annotated[str, typer.Option(help="staff, editor or admin: each may do what those before it may.")]
PasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file", allow_dash=True, help="File whose first line is the password; - is standard input."
    ),
]


@staff_app.command()
@reported
def add(name: NameArgument, role: RoleOption = "staff", password_file: PasswordOption = None) -> None:
    """Add somebody; the password is asked for twice."""
    given = _role(role)
    _, records = opened()
    user = records.users.add(name, given, _password(password_file), operator())
    typer.echo(f"{user.name}: {user.role}")


@staff_app.command("list")
@reported
def every() -> None:
    """Everybody, with role and state."""
    _, records = opened()
    for user in records.users.every():
        state = "disabled" if user.disabled else "active"
        typer.echo(f"{user.name}\t{user.role}\t{state}\tsince {user.created_at:%Y-%m-%d}")


@staff_app.command()
@reported
def disable(name: NameArgument) -> None:
    """Keep somebody out, and sign them out everywhere."""
    _, records = opened()
    records.users.disable(name, operator())
    typer.echo(f"{name}: disabled")


@staff_app.command()
@reported
def enable(name: NameArgument) -> None:
    """Let somebody in again."""
    _, records = opened()
    records.users.enable(name, operator())
    typer.echo(f"{name}: active")


@staff_app.command()
@reported
def role(name: NameArgument, role: Annotated[str, typer.Argument(help="staff, editor or admin.")]) -> None:
    """Give somebody another role."""
    given = _role(role)
    _, records = opened()
    records.users.set_role(name, given, operator())
    typer.echo(f"{name}: {given}")


@staff_app.command()
@reported
def password(name: NameArgument, password_file: PasswordOption = None) -> None:
    """Give somebody another password; it is asked for twice, and ends their sessions."""
    _, records = opened()
    records.users.get(name)
    records.users.set_password(name, _password(password_file), operator())
    typer.echo(f"{name}: password changed")


def _role(text: str) -> "Role":
    from assistant.records.users import Role

    try:
        return Role(text)
    except ValueError as error:
        raise BadCallError(f"role: {text!r} is none; there are: {', '.join(Role)}.") from error


def _password(file: Path | None) -> str:
    """The password as it is typed twice, or the first line of a file."""
    if file is None:
        if not sys.stdin.isatty():
            raise BadCallError(
                "password: no terminal to ask on. Name a file with --password-file (- is standard input)."
            )
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt="Once more"))
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise BadCallError(f"--password-file: {file} cannot be read ({error}).") from error
    return text.split("\n", 1)[0].removesuffix("\r")
