"""Questions for the whole of a procedure that several clauses describe, and its steps in their order (pure)."""

from collections.abc import Mapping
from functools import cached_property

from assistant.cite import Extract
from assistant.cues import part
from assistant.messages import message
from assistant.shown import Part, Shown
from corpus.model import Corpus, District
from corpus.procedures import Procedure, ProcedureStep
from corpus.structure import Structure


class Ways:
    """The procedures of one corpus."""

    def __init__(self, corpus: Corpus, structure: Structure, shown: Shown) -> None:
        self._corpus, self._structure, self._shown = corpus, structure, shown

    @cached_property
    def _by_question(self) -> Mapping[str, Procedure]:
        return {question: procedure for procedure in self._corpus.procedures for question in procedure.questions}

    def asked(self, query: str, nearest: str | None) -> Procedure | None:
        """The procedure whose whole is asked for, or None.

        Args:
            nearest: the typical question nearest in meaning; one of a procedure's own shows that it is meant.
        """
        one = part("which_kinds").search(query) or (part("one_figure").search(query) and not part("way").search(query))
        found = None if one else self._by_question.get(nearest or "")
        if found is None or part("whole_way").search(query) is None:
            return found
        first = found.steps[0].clause  # 从头到尾: the way that this one is a part of
        around = [each for each in self._corpus.procedures if first in [step.clause for step in each.steps]]
        return max(around, key=lambda each: len(each.steps))

    def steps(self, procedure: Procedure, district: District | None) -> Part:
        """The steps in order, in the words of the asker's district where it has the same."""
        lines = tuple(self._shown.line(self._extract(step, district)) for step in procedure.steps)
        return Part(message("answer.lead_procedure", name=procedure.name), lines)

    def _extract(self, step: ProcedureStep, district: District | None) -> Extract:
        clause = self._structure.clause(step.clause)
        assert clause is not None, step.clause  # procedures are checked when they are loaded
        local = self._structure.of_place(clause, district.name) if district else None
        clause = local if local is not None and step.words in local.text else clause
        start = clause.text.index(step.words)
        return Extract(clause, self._structure.document(clause.id), start, start + len(step.words))
