"""The state of the repository itself: every fault is listed at once."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from assistant.settings import Settings
from corpus.loader import load_corpus
from corpus.model import ClauseKind
from eval.case import Kind, Split, read_cases, uncovered
from eval.groups import read_groups
from eval.labelled import gold_clauses, read_labelled
from eval.near import near_duplicates
from eval.sentence import read_sentences
from tests.conftest import ROOT

CALIBRATION = ROOT / "eval" / "calibration"
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
    "assistant/exact/eligibility_reading.py",
    "assistant/exact/eligibility_topic.py",
    "assistant/exact/facts.py",
    "assistant/exact/whose.py",
    "assistant/exact/work_dates.py",
    "assistant/exact/years.py",
    "assistant/dates.py",
    "assistant/exact/fee_people.py",
    "assistant/exact/fee_reading.py",
    "assistant/exact/hour_figures.py",
    "assistant/exact/hours.py",
    "assistant/exact/hour_span.py",
    "assistant/exact/practice.py",
    "assistant/exact/publicity.py",
    "assistant/exact/ranking.py",
    "assistant/exact/reading.py",
    "assistant/exact/titles.py",
    "assistant/exact/tenure.py",
    "assistant/extract.py",
    "assistant/places.py",
    "assistant/quantity.py",
    "assistant/phrasing/rewritten.py",
    "assistant/understand.py",
    "assistant/phrasing/telling.py",
    "assistant/cite.py",
    "assistant/heading.py",
    "assistant/phrasing/condense.py",
    "assistant/homophones.py",
    "assistant/spelling.py",
    "assistant/figures.py",
    "assistant/figure_first.py",
    "assistant/shown.py",
    "eval/bench.py",
    "eval/example_change.py",
    "eval/judge.py",
    "eval/plots.py",
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
    folder = ROOT / "assistant" / "web"
    pages = [path for name in ("templates", "static") for path in (folder / name).rglob("*") if path.is_file()]
    code = "\n".join(path.read_text(encoding="utf-8") for path in (*modules(), *pages))
    whole = re.findall(r'message_words\("([a-z_]+)"\)', code)  # taken as a section
    built = [
        re.compile(
            "".join(".+" if piece.startswith("{") else re.escape(piece) for piece in re.split(r"(\{[^}]*\})", text))
        )
        for text in re.findall(r'f"([a-z]+\.[^"]*\{[^"]*)"', code)
    ]
    # names of statuses, routes, acts … are made of what they name
    kinds = re.findall(r'(?:named\("|choose\(.*, ")([a-z_]+)"', code)
    starts = re.findall(r't\("([a-z_]+\.[a-z_]*)" ~', code)
    built += [re.compile(rf"{kind}\..+") for kind in kinds] + [re.compile(rf"{re.escape(start)}.+") for start in starts]
    keys = [f"{section}.{name}" for section, names in messages.items() for name in names]
    named = [key for key in keys if f'"{key}"' in code or f"'{key}'" in code]
    named += [key for key in keys if key.split(".")[0] in whole]
    unused = [key for key in keys if key not in named and not any(pattern.fullmatch(key) for pattern in built)]
    assert unused == []
    unsaid = [name for name in messages["in_browser"] if f"words.{name}" not in code and f'"{name}"' not in code]
    assert unsaid == []


def test_the_pages_have_no_words_of_their_own() -> None:
    folder = ROOT / "assistant" / "web"
    stray = {
        path.name: found
        for name in ("templates", "static", "staff/assets")
        for path in (folder / name).rglob("*")
        if path.is_file() and (found := HAN.findall(path.read_text(encoding="utf-8")))
    }
    assert stray == {}


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
    calibration = [q for path in sorted(CALIBRATION.glob("*.jsonl")) for q in read_labelled(path)]
    for question in calibration:
        if question.gold:
            gold_clauses(question, corpus)
    taught = [text for texts in (*corpus.questions.values(), *corpus.examples.values()) for text in texts]
    sentences = [(one.id, one.question) for one in read_sentences() if not one.history]
    assert near_duplicates(sentences, taught) == []
    asked = [question.question for question in calibration]
    assert len(set(asked)) == len(asked)
    assert set(taught).isdisjoint(asked)
    assert sum(question.answerable for question in calibration) >= 80
    assert sum(not question.answerable for question in calibration) >= 60


def test_no_case_is_like_what_was_taught_or_tuned_on() -> None:
    corpus = load_corpus(ROOT / "corpus")
    known = [text for texts in (*corpus.questions.values(), *corpus.examples.values()) for text in texts]
    known += [q.question for path in sorted(CALIBRATION.glob("*.jsonl")) for q in read_labelled(path)]
    for name in ("phrasings", "more_phrasings", "near_misses", "own_lookups", "own_dates"):
        lines = (ROOT / "tests" / "rules" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        known += [json.loads(line)["question"] for line in lines if line.strip()]
    cases = read_cases([clause.id for clause in corpus.clauses])
    assert near_duplicates([(case.id, case.question) for case in cases if not case.history], known) == []


def test_the_cases_are_many_and_cover_every_clause_and_kind() -> None:
    clauses = [clause.id for clause in load_corpus(ROOT / "corpus").clauses]
    cases = read_cases(clauses)
    assert len(cases) >= 400
    assert uncovered(cases, clauses) == []
    assert {case.kind for case in cases} == set(Kind)
    assert {case.split for case in cases} == set(Split)
    asked = [(case.question, case.history, case.district) for case in cases]
    assert len(set(asked)) == len(asked)


def test_there_are_forty_groups_of_five_phrasings() -> None:
    groups = read_groups()
    assert len(groups) >= 40
    assert all(len(set(group.phrasings)) == 5 for group in groups)


def test_the_lock_pins_every_dependency() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split(r"[><=!~ \[]", requirement)[0].lower() for requirement in wanted]
    assert [name for name in names if f"\n{name}==" not in lock] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    heavy = ("torch", "sentence_transformers", "chromadb", "gradio", "numpy", "langchain_core", "pydantic")
    code = f"import sys, assistant; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_language_model_that_is_not_configured_is_not_imported() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from assistant.bootstrap import make_generator; from assistant.settings import read_settings; "
        "assert make_generator(read_settings()) is None; "
        "print([name for name in ('langchain_openai', 'openai', 'assistant.phrasing.chat_model') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
