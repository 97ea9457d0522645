"""Rule files → RuleBook: one rule a file, under rules/<kind>/<scope>/.

Loading proves that the words of a rule still stand in the clause named, and that its figures stand in
the words. When a text changes, its rules are refused by file, key and reason instead of answering from
memory.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from corpus.errors import Complain, RuleFileError, StaleWordsError, stop
from corpus.ids import ClauseId
from corpus.model import Clause, PolicyDocument
from corpus.numerals import is_written_in
from corpus.rule_book import KINDS, RuleBook
from corpus.rules import Rule
from corpus.yaml_file import read_yaml, validated

FOLDER = "rules"


def read_rules(folder: Path, documents: tuple[PolicyDocument, ...], complain: Complain = stop) -> RuleBook:
    """The rule files of a corpus folder, each checked against the clauses it rests on.

    A rule that `complain` lets pass is left out.

    Raises:
        RuleFileError: an unknown or repeated key, an id used twice, a clause that is missing, another
            edition than the text's, or words or a figure that no longer stand there.
    """
    checker = _Checker(documents, complain)
    return RuleBook(**{kind: checker.rules(folder, kind, model) for kind, model in KINDS.items()})


class _Checker:
    """Reads rule files and holds each against the clauses of the corpus."""

    def __init__(self, documents: tuple[PolicyDocument, ...], complain: Complain) -> None:
        self._complain = complain
        self._clauses: Mapping[ClauseId, Clause] = {c.id: c for d in documents for c in d.clauses}
        self._editions = {clause.id: document.edition for document in documents for clause in document.clauses}
        self._seen: dict[str, Path] = {}

    def rules(self, folder: Path, kind: str, model: type[Rule]) -> tuple[Any, ...]:
        """Every rule of one kind, in the order of the file names."""
        found = []
        for path in sorted((folder / FOLDER / kind).rglob("*.yaml")):
            rule = validated(path, model, read_yaml(path))
            if rule.id in self._seen:
                raise RuleFileError(f"{path}: id: {rule.id!r} is the id of {self._seen[rule.id]}, too.")
            self._seen[rule.id] = path
            try:
                self._check(path, rule)
            except RuleFileError as fault:
                self._complain(fault)
                continue
            found.append(rule)
        return tuple(found)

    def _check(self, path: Path, rule: Rule) -> None:
        for key, place, part in _parts(rule, rule.clause):
            clause = self._clauses.get(place)
            if clause is None:
                raise RuleFileError(f"{path}: {key}clause: no clause {place!r} in this corpus.")
            if self._editions[place] != rule.edition:
                raise RuleFileError(
                    f"{path}: edition: {rule.edition!r}, but {place} is of edition {self._editions[place]!r}."
                )
            words = getattr(part, "words", None)
            if words is None:
                continue
            if words not in clause.text:
                raise StaleWordsError(path, f"{key}words", words, place)
            for name in ("url", "phone"):
                if (address := getattr(part, name, None)) and address not in clause.text:
                    raise StaleWordsError(path, f"{key}{name}", address, place)
            strange = [number for number in re.findall(r"\d+", getattr(part, "says", "")) if number not in words]
            if strange:
                raise RuleFileError(f"{path}: {key}says: {strange[0]} does not stand in {words!r}.")
            for name, figure in part:
                if isinstance(figure, Decimal) and not is_written_in(figure, words):
                    raise RuleFileError(
                        f"{path}: {key}{name}: {figure} does not stand in {words!r}. Bring the two in line."
                    )


def _parts(model: BaseModel, clause: ClauseId, key: str = "") -> Iterator[tuple[str, ClauseId, BaseModel]]:
    """A rule and everything in it that names words, each with its key and the clause that they stand in."""
    place: ClauseId = getattr(model, "clause", None) or clause
    yield key, place, model
    for name, value in model:
        for index, part in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(part, BaseModel):
                yield from _parts(part, place, f"{key}{name}.{index}." if isinstance(value, tuple) else f"{key}{name}.")
