"""Typical questions: questions/*.yaml, by clause id.

What people say when they mean a clause. They lead to it and are never shown as text of the policy.
"""

from collections.abc import Collection
from pathlib import Path

from corpus.errors import Complain, RuleFileError, UnknownClauseError, stop
from corpus.ids import ClauseId
from corpus.yaml_file import read_yaml

FOLDER = "questions"


def read_questions(
    folder: Path, clauses: Collection[ClauseId], complain: Complain = stop
) -> dict[ClauseId, tuple[str, ...]]:
    """The typical questions of a corpus by clause; empty when it has none.

    Raises:
        RuleFileError: a file is no mapping of clause ids to lists of questions, or says a thing twice.
        UnknownClauseError: a clause id that the corpus does not have.
    """
    found: dict[ClauseId, tuple[str, ...]] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        content = read_yaml(path)
        if not isinstance(content, dict):
            raise RuleFileError(f"{path}: expected clause ids, each with a list of questions.")
        for key, questions in content.items():
            clause = ClauseId(str(key))
            if clause not in clauses:
                complain(UnknownClauseError(f"{path}: no clause {key!r} in this corpus. Correct or remove the entry."))
                continue
            if clause in found:
                raise RuleFileError(f"{path}: {key!r} has questions in another file too.")
            found[clause] = _questions(path, clause, questions)
    return found


def _questions(path: Path, clause: ClauseId, questions: object) -> tuple[str, ...]:
    if not isinstance(questions, list) or not questions or not all(isinstance(q, str) and q.strip() for q in questions):
        raise RuleFileError(f"{path}: {clause}: expected a list of questions, each a text.")
    if len(set(questions)) < len(questions):
        twice = next(question for question in questions if questions.count(question) > 1)
        raise RuleFileError(f"{path}: {clause}: {twice!r} stands twice.")
    return tuple(questions)
