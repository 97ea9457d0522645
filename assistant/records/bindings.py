"""What ties an approved answer to the texts: quotations proved verbatim, and the hash of each clause (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.approved import sha256_of
from assistant.records.errors import RefusedError
from corpus.model import Clause, Corpus


@dataclass(frozen=True, slots=True)
class Binding:
    """A quotation of a clause, and the hash of that clause's whole text on the day of the approval."""

    clause_id: str
    quote: str
    clause_sha256: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that an officer rests an answer on."""

    clause_id: str
    quote: str


def bound(quotes: Sequence[Quoted], corpus: Corpus) -> tuple[Binding, ...]:
    """The bindings of an answer, in order.

    Raises:
        RefusedError: there is none, or one names no clause or is not, character for character, in its clause.
    """
    if not quotes:
        raise RefusedError("quotes: an approved answer rests on at least one clause.", "records.no_clause")
    clauses = clauses_by_id(corpus)
    return tuple(_bound(quoted, clauses) for quoted in quotes)


def changed(bindings: Sequence[Binding], clauses: Mapping[str, Clause]) -> tuple[str, ...]:
    """The ids of the clauses that are gone or read otherwise than on the day of the approval."""
    found = [
        binding.clause_id
        for binding in bindings
        if (clause := clauses.get(binding.clause_id)) is None or sha256_of(clause) != binding.clause_sha256
    ]
    return tuple(dict.fromkeys(found))


def clauses_by_id(corpus: Corpus) -> dict[str, Clause]:
    """Every clause of a corpus by its id."""
    return {clause.id: clause for clause in corpus.clauses}


def _bound(quoted: Quoted, clauses: Mapping[str, Clause]) -> Binding:
    clause = clauses.get(quoted.clause_id)
    if clause is None:
        raise RefusedError(
            f"quotes: no clause {quoted.clause_id!r} in the corpus.", "records.no_such_clause", clause=quoted.clause_id
        )
    if not quoted.quote.strip() or quoted.quote not in clause.text:
        raise RefusedError(
            f"quotes: {quoted.quote[:40]!r} does not stand in {clause.id}. Quote it character for character.",
            "records.not_verbatim",
            quote=quoted.quote[:40],
            section=clause.section,
        )
    return Binding(clause.id, quoted.quote, sha256_of(clause))
