"""Where the guide says what to upload for a field, and what holds for those who have nothing to put in it (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cues import part
from assistant.extract import quotable
from corpus.ids import ClauseId
from corpus.model import Clause, Corpus
from corpus.structure import Structure


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the form: what it and its parts are called, and the paragraph that says what to upload for it."""

    names: frozenset[str]
    family: frozenset[ClauseId]
    needs: Clause


class Uploads:
    """Finds, for a question what to upload, the paragraph of the field that it is asked of."""

    def __init__(self, corpus: Corpus, structure: Structure) -> None:
        self._structure = structure
        parents = [(clause, structure.clause(clause.parent)) for clause in corpus.clauses if clause.parent]
        fields = [self._field(item, clause) for clause, item in parents if item and says_what_to_upload(clause)]
        called = [name for field in fields for name in field.names]
        self._fields = [(field, {name for name in field.names if called.count(name) == 1}) for field in fields]

    def wanted(self, question: str, before: Sequence[str], best: Clause) -> Clause | None:
        """What to upload, where a question asks that; else what holds for those who have nothing; else None."""
        return self.for_question(question, before, best) or self.absent(question, best)

    def for_question(self, question: str, before: Sequence[str], best: Clause) -> Clause | None:
        """What to upload for the field named, for that of the best clause, or for that of the turn before; else None.

        Args:
            before: the turns before, for a question that names nothing itself (还要传什么).
            best: the clause found.
        """
        if not part("asks_upload").search(question) or part("not_what_upload").search(question):
            return None
        if (named := self._named(question)) is not None:
            return named.needs
        if part("upload_alone").fullmatch(question):
            return next((found.needs for turn in reversed(before) if (found := self._named(turn))), None)
        return next((field.needs for field, _ in self._fields if best.id in field.family), None)

    def absent(self, question: str, best: Clause) -> Clause | None:
        """What the field of the best clause says of those who have none of what the question says is not there."""
        lacking = part("lacks").search(question)
        if lacking is None or (part("absent").search(best.text) and not part("uploads").search(question)):
            return None
        what = lacking["what"]
        pairs = "|".join(re.escape(what[at : at + 2]) for at in range(len(what) - 1))
        without = re.compile(f"(?:{part('absent').pattern}|{part('spared').pattern})[^，,。；;]{{0,8}}(?:{pairs})")
        if without.search(best.text):
            return None
        return next((clause for clause in self._around(best) if without.search(clause.text)), None)  # 无学位证的

    def of_named(self, question: str, hits: Sequence[Clause]) -> Clause | None:
        """The first clause found in the field that a question names; None where the best is of it, or of no field."""
        named = self._named(question)
        if named is None or not hits or not any(hits[0].id in field.family for field, _ in self._fields):
            return None
        return None if hits[0].id in named.family else next((each for each in hits if each.id in named.family), None)

    def _named(self, text: str) -> _Field | None:
        """The one field that a text names; None where it names none, or several."""
        found = [field for field, names in self._fields if any(name in text for name in names)]
        return found[0] if len(found) == 1 else None

    def _field(self, item: Clause, needs: Clause) -> _Field:
        names = {name for clause in (item, *self._structure.listed(item)) for name in _names(clause)}
        family = {item.id, *(clause.id for clause in self._structure.below(item))}
        return _Field(frozenset(names), frozenset(family), needs)

    def _around(self, clause: Clause) -> list[Clause]:
        """The item that a clause stands in, and all that stands in it; its own for an item with parts."""
        top = self._structure.clause(clause.parent) if clause.parent else clause
        return [top, *self._structure.below(top)] if top else []


def says_what_to_upload(clause: Clause) -> bool:
    """True for a clause of the guide that opens as a list of what to upload."""
    return part("checklist_all").search(clause.text) is not None


def _names(item: Clause) -> list[str]:
    """What an item says it is called: the quoted words that it opens with, else its title, parted at its slashes."""
    start, end = quotable(item)
    found = part("checklist_field").match(item.text, start, end)
    if found is None:
        return []
    pieces = part("checklist_parts").split(found["quoted"] or found["title"])
    return [piece for piece in pieces if len(piece) > 1 and not part("checklist_common").fullmatch(piece)]
