"""Saying that the texts do not answer, and whom to call instead (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cite import Extract, cite
from assistant.messages import message
from assistant.model import Citation, Contact
from corpus.examples import Label
from corpus.model import Corpus, District, Office
from corpus.structure import Structure
from index.examples import Kin

_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Declined:
    """The words, the citation that the phone number rests on, and the office itself."""

    text: str
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()


def no_source(corpus: Corpus, structure: Structure, district: District | None) -> Declined:
    """A fair question that the texts do not cover: the office of the asker's district, or of the city."""
    place = district or corpus.city
    text = message("decline.no_source")
    if place is None:
        return Declined(text)
    office = place.office
    clause = structure.clause(office.clause)
    if clause is None:
        return Declined(text)
    extract = Extract(clause, structure.document(clause.id), 0, len(clause.text))
    citations = cite([extract])
    contact = message(
        "decline.contact", name=office.name, phones="、".join(office.phones), address=office.address, n=citations[0].n
    )
    return Declined(f"{text}\n\n{contact}", citations, (contact_of(office),))


def out_of_scope(corpus: Corpus) -> Declined:
    """Not our subject: what can be asked instead."""
    key = "decline.out_of_scope" if corpus.city else "decline.out_of_scope_other"
    return Declined(message(key))


def why_not(kin: Sequence[Kin], off_topic: bool) -> Label:
    """Why a question is not answered, as the example nearest to it has it.

    Args:
        off_topic: nothing in the texts is near; then it is no fair question near the subject.
    """
    label = kin[0].label if kin else Label.NEIGHBOUR
    if label is Label.ATTACK and sum(one.label is label for one in kin[:_LOOKED_AT]) < 2:
        label = Label.NEIGHBOUR  # one alone is too little to reproach somebody with
    return Label.OFF_TOPIC if off_topic and label is Label.NEIGHBOUR else label


def contact_of(office: Office) -> Contact:
    """An office as the contact that an answer carries."""
    return Contact(office.name, office.phones, office.address)


def contacts_in(corpus: Corpus, citations: Sequence[Citation]) -> tuple[Contact, ...]:
    """The offices whose table rows an answer cites."""
    cited = {citation.clause_id for citation in citations}
    return tuple(contact_of(d.office) for d in corpus.districts if d.office.clause in cited)
