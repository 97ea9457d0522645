"""Saying that the texts do not answer, and whom to call instead (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.cite import Extract, cite
from assistant.messages import message
from assistant.model import AnswerStatus, Citation, Contact
from corpus.examples import Label
from corpus.model import Corpus, District, Office
from corpus.structure import Structure
from index.examples import Company

_LOOKED_AT = 3
_PLAINLY_NOT_ANSWERED = -0.25  # of the wording: what is answered lies above 0
_NO_QUESTION = (Label.SMALL_TALK, Label.MEANINGLESS, Label.INSULT, Label.DISTRESS)
_STATUS: Mapping[Label, AnswerStatus] = {
    Label.UNCOVERED: AnswerStatus.NO_SOURCE,
    Label.ATTACK: AnswerStatus.BLOCKED,
    Label.SMALL_TALK: AnswerStatus.ANSWERED,
}
# whose words name the office that people of the title review call; the others have another way to go
_CONTACT: Mapping[Label, str] = {
    Label.UNCOVERED: "decline.contact",
    Label.OTHER_MATTER: "decline.contact_besides",
    Label.OFF_TOPIC: "decline.contact_besides",
    Label.OPINION: "decline.contact",
    Label.INSULT: "decline.contact",
    Label.MEANINGLESS: "decline.contact_besides",
}


@dataclass(frozen=True, slots=True)
class Declined:
    """The status, the words, the citation that the phone number rests on, and the office itself."""

    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()


def declined(label: Label, corpus: Corpus, structure: Structure, district: District | None) -> Declined:
    """The fixed reply to what is not answered, with the office of the asker's district, or of the city."""
    status = _STATUS.get(label, AnswerStatus.OUT_OF_SCOPE)
    place = district or corpus.city
    clause = structure.clause(place.office.clause) if place else None
    other = label is Label.OFF_TOPIC and corpus.city is None  # what such a corpus is about is not ours to say
    text = message("decline.out_of_scope_other" if other else f"decline.{label.value}")
    if place is None or clause is None or label not in _CONTACT:
        return Declined(status, text)
    office = place.office
    citations = cite([Extract(clause, structure.document(clause.id), 0, len(clause.text))])
    contact = message(
        _CONTACT[label], name=office.name, phones="、".join(office.phones), address=office.address, n=citations[0].n
    )
    return Declined(status, f"{text}\n\n{contact}", citations, (contact_of(office),))


def why_not(company: Company | None, off_topic: bool) -> Label:
    """Why a question is not answered: as the examples near it and its wording have it.

    Args:
        off_topic: nothing in the texts is near; then it is no fair question on our subject.
    """
    near = [one.label for one in company.kin[:_LOOKED_AT]] if company else []
    label = near[0] if near else Label.UNCOVERED
    worded = company.worded.why_not if company else None
    if worded is not None and worded is not Label.ATTACK and worded in near[1:]:  # two signs against one
        label = worded
    if label in _NO_QUESTION and near.count(label) == 1 and company and company.worded.margin > 0:
        label = Label.UNCOVERED  # 谁过了谁没过，上哪儿看 is worded like a question of ours
    if company and _is_attack(company):
        label = Label.ATTACK
    elif label is Label.ATTACK:
        label = Label.UNCOVERED  # too little to reproach somebody with
    return Label.OFF_TOPIC if off_topic and label is Label.UNCOVERED else label


def _is_attack(company: Company) -> bool:
    """True where several signs say so: two of the examples near it, or the nearest and the wording by far."""
    near = [one.label for one in company.kin[:_LOOKED_AT]]
    nearest = near[:1] == [Label.ATTACK] and company.worded.why_not is Label.ATTACK
    margin = company.worded.margin
    return (near.count(Label.ATTACK) > 1 and margin < 0) or (nearest and margin < _PLAINLY_NOT_ANSWERED)


def contact_of(office: Office) -> Contact:
    """An office as the contact that an answer carries."""
    return Contact(office.name, office.phones, office.address)


def contacts_in(corpus: Corpus, citations: Sequence[Citation]) -> tuple[Contact, ...]:
    """The offices whose table rows an answer cites."""
    cited = {citation.clause_id for citation in citations}
    return tuple(contact_of(d.office) for d in corpus.districts if d.office.clause in cited)
