"""The state of the repository itself: every fault is listed at once."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from assistant.settings import Settings
from corpus.loader import load_corpus
from corpus.model import ClauseKind
from eval.case import gold_clauses, read_cases
from tests.conftest import ROOT

PACKAGES = ("corpus", "index", "assistant", "eval")
HAN = re.compile(r"[\u3400-\u9fff]")
# Chinese in code is allowed where the grammar of Chinese texts or questions is what the module is about.
CHINESE_ALLOWED = {
    "corpus/numerals.py",
    "index/segment.py",
    "corpus/markers.py",
    "corpus/blocks.py",
    "corpus/shape.py",
    "corpus/front.py",
    "corpus/tables.py",
    "corpus/clause_tree.py",
    "assistant/conversation.py",
    "assistant/calc.py",
    "assistant/calculators/eligibility.py",
    "assistant/exact/eligibility.py",
    "assistant/exact/facts.py",
    "assistant/dates.py",
    "assistant/exact/fees.py",
    "assistant/exact/hours.py",
    "assistant/exact/publicity.py",
    "assistant/exact/ranking.py",
    "assistant/exact/reading.py",
    "assistant/exact/titles.py",
    "assistant/exact/tenure.py",
    "assistant/extract.py",
    "assistant/places.py",
    "assistant/quantity.py",
    "assistant/understand.py",
    "assistant/cite.py",
    "assistant/compose.py",
    "assistant/shown.py",
    "eval/bench.py",
}


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def strings(tree: ast.AST) -> Iterator[str]:
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node.value


def test_what_users_read_stands_in_the_messages_file() -> None:
    stray = {
        path.relative_to(ROOT).as_posix(): text
        for path in modules()
        if path.relative_to(ROOT).as_posix() not in CHINESE_ALLOWED
        for text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if HAN.search(text)
    }
    assert stray == {}


def test_every_message_is_used() -> None:
    with (ROOT / "assistant" / "messages.zh.toml").open("rb") as file:
        messages = tomllib.load(file)
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules())
    built = [
        re.compile(
            "".join(".+" if piece.startswith("{") else re.escape(piece) for piece in re.split(r"(\{[^}]*\})", text))
        )
        for text in re.findall(r'f"([a-z]+\.[^"]*\{[^"]*)"', code)
    ]
    keys = [f"{section}.{name}" for section, names in messages.items() for name in names]
    named = [key for key in keys if f'"{key}"' in code or f"'{key}'" in code]
    unused = [key for key in keys if key not in named and not any(pattern.fullmatch(key) for pattern in built)]
    assert unused == []


def test_no_module_holds_two_nouns() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_the_readme_lists_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"POLICY_{name.upper()}" not in readme]
    assert missing == []


def test_every_shipped_clause_has_typical_questions() -> None:
    corpus = load_corpus(ROOT / "corpus")
    few = {
        clause.id: len(corpus.questions.get(clause.id, ()))
        for clause in corpus.clauses
        if len(corpus.questions.get(clause.id, ())) < (6 if clause.kind is not ClauseKind.ROW else 1)
    }
    assert few == {}


def test_no_typical_question_leads_to_two_clauses() -> None:
    corpus = load_corpus(ROOT / "corpus")
    seen: dict[str, str] = {}
    twice = []
    for clause, questions in corpus.questions.items():
        for question in questions:
            if question in seen and seen[question].split("#")[0] == clause.split("#")[0]:
                twice.append((question, seen[question], clause))
            seen[question] = clause
    assert twice == []


def test_the_question_sets_keep_apart_and_point_into_the_texts() -> None:
    corpus = load_corpus(ROOT / "corpus")
    calibration = read_cases(ROOT / "eval" / "calibration" / "questions.jsonl")
    cases = read_cases(ROOT / "eval" / "cases" / "retrieval.jsonl")
    for case in (*calibration, *cases):
        gold_clauses(case, corpus)
    asked = [case.question for case in (*calibration, *cases)]
    typical = {question for questions in corpus.questions.values() for question in questions}
    assert len(set(asked)) == len(asked)
    assert typical.isdisjoint(asked)
    assert sum(case.answerable for case in calibration) >= 80
    assert sum(not case.answerable for case in calibration) >= 60
    assert sum(case.answerable for case in cases) >= 120


def test_the_lock_pins_every_dependency() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[><=!~ ]", requirement)[0].lower() for requirement in wanted]
    assert [name for name in names if f"\n{name}==" not in lock] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    heavy = ("torch", "sentence_transformers", "chromadb", "gradio", "numpy", "langchain_core", "pydantic")
    code = f"import sys, assistant; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
