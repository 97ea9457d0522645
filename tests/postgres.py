"""A PostgreSQL of the tests' own: Debian's programs, a folder that is removed afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path

_ACCOUNT = "postgres"  # PostgreSQL does not run as root


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    here = [Path(found).resolve()] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return here[-1].parent if here else None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


class Cluster:
    """A server with databases that are made as tests ask for them."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder
        self._shared: str | None = None
        self._home = Path(tempfile.mkdtemp(prefix="records-postgres-"))
        self._home.chmod(0o755)  # the account must get through to its data
        self._data = self._home / "data"
        self._data.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        if _is_root():
            for path in (self._home, self._data):
                shutil.chown(path, _ACCOUNT, _ACCOUNT)

    def start(self) -> None:
        self._run("initdb", "-D", str(self._data), "-U", _ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.resume()

    def resume(self) -> None:
        """Serve what is there."""
        options = f"-p {self._port} -k {self._home} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-o", options, "-l", str(self._home / "log"), "start")

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"t{uuid.uuid4().hex}"
        self.execute(f'CREATE DATABASE "{name}"')
        return self.address(name)

    def shared(self) -> str:
        """The address of a database that tests use one after the other."""
        if self._shared is None:
            self._shared = self.new_database()
        return self._shared

    def address(self, name: str) -> str:
        return f"postgresql://{_ACCOUNT}@127.0.0.1:{self._port}/{name}"

    def execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.address(_ACCOUNT), autocommit=True) as connection:
            connection.execute(statement)

    def pause(self) -> None:
        """Serve nobody, and forget nothing."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        if _is_root():
            command = ["runuser", "-u", _ACCOUNT, "--", *command]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
