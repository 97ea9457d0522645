"""Many people at once on a real server: how long an answer takes, what fails, what memory it needs."""

import csv
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection
from pathlib import Path

import psutil

from assistant.errors import AssistantError, BadCallError
from assistant.settings import ROOT

_MEGABYTE = 1_000_000
_PATIENCE = 300.0  # seconds that a server may take to be ready
_TURN = "turn"  # as in eval/crowd.py, whose library nobody else needs
_SETTLED = 10  # seconds after which everything has been used once


class Through(StrEnum):
    """The way in which people ask."""

    API = "api"
    PAGE = "page"


_PEOPLE = {Through.API: "locustfile.py", Through.PAGE: "locustpage.py"}


class LoadError(AssistantError):
    """The load could not be measured; the message says why."""


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured; milliseconds, as the people waited them, and megabytes of the server."""

    through: Through
    people: int
    seconds: int
    requests: int
    errors: tuple[str, ...]  # each kind, with how often it occurred
    median: float
    p95: float
    longest: float
    memory_before: float
    memory_settled: float
    memory_after: float

    def __str__(self) -> str:
        memory = (
            f"server memory in MB: {self.memory_before:.0f} when ready, "
            f"{self.memory_settled:.0f} after {_SETTLED} s, {self.memory_after:.0f} at the end"
        )
        errors = "; ".join(self.errors) or "0"
        return "\n".join(
            (
                f"{self.through}: people {self.people}, {self.seconds} s: answers {self.requests}, errors {errors}",
                f"ms: median {self.median:.0f}, 95th percentile {self.p95:.0f}, longest {self.longest:.0f}",
                memory,
            )
        )


def measured(through: Through, people: int, seconds: int, think: tuple[float, float]) -> Load:
    """Ask a server of its own for so many seconds, all people beginning at once.

    Args:
        through: the interfaces, or the chat page as browsers use it, until the last event of an answer.
        think: shortest and longest time in seconds that a person takes between an answer and the next question.

    Raises:
        LoadError: the server did not get ready, or the people could not be played.
    """
    with _server() as (address, process), tempfile.TemporaryDirectory() as folder:
        before = _memory(process)
        out = Path(folder) / "load"
        playing = psutil.Popen(
            [
                *(
                    sys.executable,
                    "-m",
                    "locust",
                    "-f",
                    str(Path(__file__).with_name(_PEOPLE[through])),
                    "--headless",
                    "--host",
                    address,
                ),
                *("-u", str(people), "-r", str(people), "-t", f"{seconds}s", "--stop-timeout", "30"),
                *(
                    "--only-summary",
                    "--json-file",
                    str(out),
                    "--csv",
                    str(out),
                    "--exit-code-on-error",
                    "0",
                    "--loglevel",
                    "ERROR",
                ),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "LOAD_THINK_SHORTEST": str(think[0]),
                "LOAD_THINK_LONGEST": str(think[1]),
            },
            stdout=subprocess.DEVNULL,
        )
        time.sleep(min(_SETTLED, seconds))
        settled = _memory(process)
        if playing.wait() != 0:
            raise LoadError("locust stopped with an error; its own words stand above.")
        found = json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))
        errors = _errors(out.with_name(f"{out.name}_failures.csv"))
        return _load(found, errors, through, people, seconds, (before, settled, _memory(process)))


def measure_all(
    through: str, people: int, seconds: int, think: tuple[float, float], say: Callable[[str], None]
) -> None:
    """Say what `measured` finds for each way that a word names: api, page, or both.

    Raises:
        BadCallError: it names none.
        LoadError: as `measured`.
    """
    ways = [way for way in Through if through in (way.value, "both")]
    if not ways:
        raise BadCallError(f"--through: {through!r} is neither api nor page nor both.")
    for way in ways:
        say(str(measured(way, people, seconds, think)))


def _errors(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(f"{row['Occurrences']} × {row['Error']}" for row in csv.DictReader(file))


def _load(
    found: list[dict[str, object]],
    errors: tuple[str, ...],
    through: Through,
    people: int,
    seconds: int,
    memory: tuple[float, float, float],
) -> Load:
    """The figures of whole answers from locust's own: its response times are counted by the millisecond."""
    times: dict[float, int] = {}
    requests = 0
    for entry in found:
        if entry["name"] != _TURN:
            continue
        requests += int(str(entry["num_requests"]))
        counted = entry["response_times"]
        assert isinstance(counted, dict)
        for milliseconds, count in counted.items():
            times[float(milliseconds)] = times.get(float(milliseconds), 0) + int(count)
    if not times:
        raise LoadError("nobody asked anything.")
    return Load(through, people, seconds, requests, errors, _at(times, 50), _at(times, 95), max(times), *memory)


def _at(times: dict[float, int], percentile: float) -> float:
    """The least time that at least so many per cent of the requests did not exceed."""
    wanted, seen = sum(times.values()) * percentile / 100, 0
    for milliseconds in sorted(times):
        seen += times[milliseconds]
        if seen >= wanted:
            return milliseconds
    return max(times)


def _memory(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / _MEGABYTE


@contextmanager
def _server() -> Iterator[tuple[str, psutil.Process]]:
    """The shipped application with its defaults, told by whom each request is; ready when it is given.

    Its records are its own and go with it: thousands of made-up questions are not for an operator's log.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'records.db'}"
        process = psutil.Popen(
            [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "POLICY_TRUSTED_PROXIES": "127.0.0.1", "POLICY_DATABASE_URL": database},
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(process: psutil.Process, port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        asking = HTTPConnection("127.0.0.1", port, timeout=5)
        with closing(asking), suppress(OSError):
            asking.request("GET", "/readyz")
            if asking.getresponse().status == 200:
                return
        time.sleep(0.5)
    raise LoadError("the server did not get ready. Run: python -m assistant doctor")
