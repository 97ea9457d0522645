"""Sets everything up and runs it, with nothing but Python: `python -m assistant.install run`.

    setup   .venv with the pinned packages, the embedding model, the index
    run     the same, then the chat page on http://127.0.0.1:7860
    test    the same with what the tests need, then all tests
    eval    the same with what the evaluation needs, then `python -m eval` with what follows

Uses the standard library alone. What has been done is not done again; a step that fails says which
one it was and what to do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
_SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _SCRIPTS / ("python.exe" if os.name == "nt" else "python")
_BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
_CJK_FONT = "fonts-noto-cjk"
_POSTGRES = Path("/usr/lib/postgresql")  # where Debian puts it, off the search path
_OLDEST = (3, 11)
_PROGRAMS = {
    "run": ["assistant", "serve"],
    "eval": ["eval"],
    "test": ["pytest"],
    "check": ["pytest", "-m", "not model and not browser"],
}


class StepError(Exception):
    """A step that failed, with what to do about it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 0 when done, 3 when a step failed, else the program's own code."""
    parser = argparse.ArgumentParser(prog="python -m assistant.install", description="Set up, run or test.")
    parser.add_argument("what", choices=("setup", "run", "test", "check", "eval"))
    parser.add_argument("rest", nargs="*", help="passed on to the server, to pytest or to the evaluation")
    options, rest = parser.parse_known_args(arguments)
    rest = [*options.rest, *rest]
    try:
        _python()
        _packages(dev=options.what in ("test", "check", "eval"))
        if options.what != "check":
            _model_and_index()
        if options.what == "test":
            _browser()
            _postgres()
        if options.what in _PROGRAMS:
            return _call([str(PYTHON), "-m", *_PROGRAMS[options.what], *rest])
    except StepError as error:
        print(f"setup stopped: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


def _python() -> None:
    if sys.version_info < _OLDEST:
        raise StepError(f"Python {_OLDEST[0]}.{_OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")


def _packages(dev: bool) -> None:
    """.venv with the versions of the lock file; a stamp in it says for which lock that was done."""
    wanted = _stamp(dev)
    stamp = VENV / ".installed"
    done = stamp.read_text(encoding="utf-8").split() if stamp.is_file() else []
    if PYTHON.is_file() and wanted in done:
        return
    if not PYTHON.is_file():
        _say("creating .venv")
        try:
            venv.create(VENV, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise StepError(f"creating {VENV} failed ({error}). On Debian, install python3-venv first.") from error
    _say("installing the pinned packages (the first time takes some minutes)")
    target = f"{ROOT}[dev]" if dev else str(ROOT)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-q", "-c", str(LOCK), "-e", target]
    if _call(command):
        raise StepError(
            "installing the packages failed; pip's own words stand above. Check the connection to the package "
            "registry and the room on the disk, then give the same command again: it goes on where it stopped."
        )
    # what was installed for development is enough for running, too
    stamp.write_text("\n".join({wanted, _stamp(dev=False)}), encoding="utf-8")


def _stamp(dev: bool) -> str:
    content = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode() + bytes([dev])
    return hashlib.sha256(content).hexdigest()


def _model_and_index() -> None:
    """The embedding model and the index, both only where they are not there yet."""
    if _call([str(PYTHON), "-m", "assistant", "index", "build"]):
        raise StepError("preparing the embedding model and the index failed; the reason stands above.")


def _browser() -> None:
    """A Chromium and a Chinese font for the browser tests."""
    chromium = next((path for path in _BROWSERS if Path(path).is_file()), None)
    if chromium and (not _root_on_debian() or _has_cjk_font()):
        return
    if _root_on_debian():
        _say("installing Chromium and a Chinese font")
        _apt("chromium", _CJK_FONT)
        return
    _say("installing playwright's Chromium")
    if _call([str(PYTHON), "-m", "playwright", "install", "chromium"]):
        raise StepError("no Chromium for the browser tests. Install one, or leave them out: make check")


def _postgres() -> None:
    """A PostgreSQL for the tests of the records, which run on SQLite as well."""
    if shutil.which("initdb") or any(_POSTGRES.glob("*/bin/initdb")):
        return
    if not _root_on_debian():
        _say("no PostgreSQL here: the tests of the records run on SQLite alone")
        return
    _say("installing PostgreSQL")
    _apt("postgresql")


def _has_cjk_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listed = subprocess.run([lister, ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _root_on_debian() -> bool:
    root = os.name == "posix" and hasattr(os, "geteuid") and os.geteuid() == 0
    return root and shutil.which("apt-get") is not None


def _apt(*packages: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", *packages]
    if _call(["apt-get", "update", "-qq"], environment) or _call(install, environment):
        raise StepError(f"apt-get could not install {', '.join(packages)}. Install it by hand and try again.")


def _call(command: Sequence[str], environment: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _say(text: str) -> None:
    print(f"== {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
