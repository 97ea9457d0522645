"""How fast, as ratios within one run: a whole answer beside embedding its question, and the tutorial pipeline."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.answering import Assistant
from assistant.bootstrap import load, make_embedder, open_assistant
from assistant.model import Route
from assistant.settings import ROOT, Settings, read_settings
from eval.case import Split, read_cases
from eval.tutorial import TutorialPipeline
from index.build import build_index
from index.store import IndexStore

_TUTORIAL_K = 4
_COLD_RUNS = 5
_RULES = "an answer from rules, no model"
_SEARCHED = "单位内部公示有什么要求"
_RULED = "中级职称评审费是多少"  # the question of the interface's own example


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one thing over many questions."""

    name: str
    milliseconds: Sequence[float]

    def at(self, percentile: float) -> float:
        """The percentile, 0 … 100."""
        return float(np.percentile(self.milliseconds, percentile))


def answer_timings(settings: Settings, questions: int = 200) -> list[Timing]:
    """Embedding, a whole answer, and the tutorial pipeline for the same questions in turn, model warm.

    Then, by themselves, the questions that rules answer, which need no embedding.

    The order changes from question to question, so that a slow moment of the machine hits all alike.
    """
    assistant = open_assistant(settings.corpus)
    embedder = make_embedder(settings)
    tutorial = TutorialPipeline(assistant.corpus, embedder)
    found = read_cases([clause.id for clause in assistant.corpus.clauses], Split.DEV)
    cases = [case.question for case in found if case.must_decline is False and not case.history]
    asked = [text for text in cases if assistant.ask(text).route is Route.RETRIEVAL][:questions]
    things: list[tuple[str, Callable[[str], object]]] = [
        ("embedding the question alone", lambda text: embedder.queries([text])),
        ("a whole answer", assistant.ask),
        (f"tutorial pipeline, top {_TUTORIAL_K}", tutorial.chain(_TUTORIAL_K).invoke),
    ]
    _warm(assistant, things)
    times: dict[str, list[float]] = {name: [] for name, _ in things}
    for turn, text in enumerate(asked):
        for name, call in things[turn % 3 :] + things[: turn % 3]:
            started = time.perf_counter()
            call(text)
            times[name].append((time.perf_counter() - started) * 1000)
    ruled = [text for text in cases if text not in asked]
    times[_RULES] = []
    for text in ruled:
        answer = assistant.ask(text)
        if answer.route in (Route.CALCULATION, Route.LOOKUP, Route.CLARIFICATION):
            times[_RULES].append(answer.latency_ms)
    return [Timing(name, times[name]) for name in (*(name for name, _ in things), _RULES)]


def _warm(assistant: Assistant, things: Sequence[tuple[str, Callable[[str], object]]]) -> None:
    assistant.warm_up()
    for _ in range(5):
        for _, call in things:
            call(_SEARCHED)


def whole_processes(settings: Settings) -> list[tuple[str, float]]:
    """Seconds of whole processes: building from nothing and after one change, cold answers, --help."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        corpus, index = Path(scratch) / "corpus", Path(scratch) / "index"
        shutil.copytree(settings.corpus, corpus)
        place = ["--corpus", str(corpus), "--index", str(index)]
        found = [("index build, from nothing", _seconds("index", "build", *place))]
        found.append(("index build, nothing changed", _seconds("index", "build", *place)))
        _change_one_clause(corpus)
        shutil.copytree(index, Path(scratch) / "warm")
        found.append(("index build, one clause changed", _seconds("index", "build", *place)))
        found.append(("… the same with the model loaded already", _warm_build(corpus, Path(scratch) / "warm")))
    for what, question in (("searched", _SEARCHED), ("answered by a rule", _RULED)):
        cold = sorted(_seconds("ask", question) for _ in range(_COLD_RUNS))
        found.append((f"ask, cold process, {what} (median of {_COLD_RUNS})", cold[_COLD_RUNS // 2]))
    help_runs = sorted(_seconds("--help") for _ in range(_COLD_RUNS))
    found.append((f"--help (median of {_COLD_RUNS})", help_runs[_COLD_RUNS // 2]))
    imports = sorted(_process([sys.executable, "-c", "import sentence_transformers"]) for _ in range(3))
    found.append(("of which: importing sentence-transformers (median of 3)", imports[1]))
    return found


def as_markdown(timings: Sequence[Timing], processes: Sequence[tuple[str, float]]) -> str:
    """Both measurements as Markdown tables, with the ratios that count."""
    embedding = timings[0]
    lines = [
        "| model warm | median ms | 95th % ms | median, × embedding | 95th %, × embedding's median |",
        "|---|---|---|---|---|",
    ]
    for timing in timings:
        median, tail = timing.at(50), timing.at(95)
        ratios = f"{median / embedding.at(50):.2f} | {tail / embedding.at(50):.2f}"
        lines.append(f"| {timing.name} ({len(timing.milliseconds)}) | {median:.1f} | {tail:.1f} | {ratios} |")
    lines += ["", "| whole process | seconds |", "|---|---|"]
    lines += [f"| {name} | {seconds:.1f} |" for name, seconds in processes]
    return "\n".join(lines)


def _warm_build(corpus: Path, index: Path) -> float:
    """Seconds of bringing an index up to date in a process that has loaded the libraries and the model."""
    settings = read_settings(corpus=corpus)
    embedder = make_embedder(settings, building=True)
    embedder.queries([_SEARCHED])
    started = time.perf_counter()
    build_index(load(settings), IndexStore(index), embedder)
    return time.perf_counter() - started


def _change_one_clause(corpus: Path) -> None:
    """Put a sentence into one clause, and the new hash into the manifest."""
    import hashlib

    source, manifest = corpus / "sources" / "weihai-2022.md", corpus / "manifest.yaml"
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    text = source.read_text(encoding="utf-8")
    heading = text.index("## 11.")
    end = text.index("\n\n", text.index("\n\n", heading) + 2)
    source.write_text(f"{text[:end]}{text[heading + 3 : heading + 20]}{text[end:]}", encoding="utf-8")
    after = hashlib.sha256(source.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def _seconds(*arguments: str) -> float:
    return _process([sys.executable, "-m", "assistant", *arguments])


def _process(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603  # our own words only
    return time.perf_counter() - started
