"""Whole processes, as people and programs start them."""

import os
import subprocess
import sys

from tests.conftest import ROOT


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
