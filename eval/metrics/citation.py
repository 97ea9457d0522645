"""Citation precision and recall at clause level (after Gao et al. 2023, ALCE, with clauses as the passages).

Both skip cases without evidence and answers that make no claim; how many were counted is reported.
"""

from assistant.model import AnswerStatus
from corpus.ids import ClauseId
from corpus.model import Clause
from eval.case import Case
from eval.record import Record


def citation_precision(case: Case, record: Record, parents: dict[ClauseId, ClauseId | None]) -> float | None:
    """The share of cited clauses that the gold names, as evidence or as fit to be cited besides.

    A clause whose sentence an evidence clause goes on (its parent, by `parents`) counts as fit. None
    for a refusal (it cites whom to call), where nothing is cited, and where the case names no evidence.
    """
    if not case.evidence or not record.cited or record.refused:
        return None
    fit = set(case.clauses) | set(case.also)
    for clause in case.clauses:
        parent = parents.get(clause)
        while parent is not None:
            fit.add(parent)
            parent = parents.get(parent)
    return sum(clause in fit for clause in record.cited) / len(record.cited)


def citation_recall(case: Case, record: Record) -> float | None:
    """The share of evidence entries of which a clause is cited; a refusal that is wrong cites none.

    None where the case names no evidence, or where asking back is right and was done.
    """
    if not case.evidence or (record.status is AnswerStatus.NEEDS_DETAIL and record.status in case.status):
        return None
    if record.refused and record.status in case.status:
        return None
    cited = set() if record.refused else set(record.cited)
    return sum(bool(cited & set(entry)) for entry in case.evidence) / len(case.evidence)


def parents_of(clauses: tuple[Clause, ...]) -> dict[ClauseId, ClauseId | None]:
    """Of every clause the one whose list or sentence it belongs to."""
    return {clause.id: clause.parent for clause in clauses}
