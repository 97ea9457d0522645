"""Whole processes, as people and programs start them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.conftest import ROOT

kills = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGKILL: what is proved is proved for it alone"
)


def call(
    module: str, *arguments: str, said: str = "", timeout: int = 500, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """`python -m module …` from the project's folder, ended; never with a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


@contextmanager
def running(code: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A process of Python code whose output can be read; killed in the end, if nobody has before."""
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.kill()
