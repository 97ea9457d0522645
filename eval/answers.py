"""Does the assistant decline what the texts do not answer, and only that?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from assistant.bootstrap import Assistant
from eval.case import Case, gold_clauses, squeezed
from eval.metrics.refusal import RefusalScores, refusal_scores


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """What whole answers are like: declining, citing, length."""

    refusal: RefusalScores
    cited: float  # share of answerable questions whose answer cites a right clause
    quoted: float  # … and whose quotations hold a gold passage whole
    median_characters: float


def answer_scores(assistant: Assistant, cases: Sequence[Case]) -> AnswerScores:
    """Ask every case and compare."""
    answers = [assistant.ask(case.question, district=case.district) for case in cases]
    refusal = refusal_scores([answer.refused for answer in answers], [case.answerable for case in cases])
    answerable = [(case, answer) for case, answer in zip(cases, answers, strict=True) if case.answerable]
    cited = quoted = 0
    for case, answer in answerable:
        gold = gold_clauses(case, assistant.corpus)
        cited += any(citation.clause_id in gold for citation in answer.citations if not answer.refused)
        said = [squeezed(citation.quote) for citation in answer.citations if not answer.refused]
        quoted += any(squeezed(passage) in quote for passage in case.gold for quote in said)
    lengths = [len(answer.text) for answer in answers if not answer.refused]
    return AnswerScores(refusal, cited / len(answerable), quoted / len(answerable), float(median(lengths)))


def as_markdown(name: str, scores: AnswerScores) -> str:
    """The scores as a Markdown table of one row."""
    refusal = scores.refusal
    figures = [refusal.precision, refusal.recall, refusal.false_refusals, scores.cited, scores.quoted]
    shown = ["–" if figure is None else f"{figure:.3f}" for figure in figures]
    head = (
        "| questions | refusal precision | refusal recall | false refusals | right clause cited | "
        "gold words quoted | median answer (characters) |\n|---|---|---|---|---|---|---|\n"
    )
    return f"{head}| {name} | {' | '.join(shown)} | {scores.median_characters:.0f} |"


def cases_file(name: str) -> Path:
    """Where a question set lies: calibration, or one of eval/cases."""
    here = Path(__file__).parent
    return here / "calibration" / "questions.jsonl" if name == "calibration" else here / "cases" / f"{name}.jsonl"
