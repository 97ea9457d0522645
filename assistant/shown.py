"""How quotations are shown: prose verbatim, table rows under their heads, offices in one line (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.calculators.outcome import Outcome
from assistant.cite import Extract
from assistant.extract import span_of_words
from assistant.messages import message
from assistant.understand import has_phone, names_office, wants_phone
from corpus.ids import ClauseId
from corpus.model import Clause, ClauseKind, Corpus, District, Office
from corpus.structure import Structure


@dataclass(frozen=True, slots=True)
class Line:
    """One quotation as it is shown: verbatim for prose, cells under their heads for a table row."""

    shown: str
    extract: Extract


@dataclass(frozen=True, slots=True)
class Part:
    """A lead-in and the quotations under it."""

    lead: str
    lines: tuple[Line, ...]
    verdict: str = ""  # what a question for yes or no is told first
    computed: bool = False  # the lead's figures are a calculator's, and its receipt shows how they came about


class Shown:
    """Shows quotations of one corpus."""

    def __init__(self, corpus: Corpus, structure: Structure) -> None:
        self._structure, self._city = structure, corpus.city
        self.offices: Mapping[ClauseId, Office] = {d.office.clause: d.office for d in corpus.districts}

    def outcome(self, outcome: Outcome) -> Part:
        """What a rule says, with the words of the clauses it rests on; a clause is quoted once."""
        words: dict[ClauseId, list[str]] = {}
        for quoted in outcome.basis:
            words.setdefault(quoted.clause, []).append(quoted.words)
        lines = []
        for identity, said in words.items():
            clause = self._structure.clause(identity)
            assert clause is not None, identity  # rules are checked when they are loaded
            lines.append(self.line(Extract(clause, self._structure.document(identity), *span_of_words(clause, said))))
        return Part("\n".join(outcome.said), tuple(lines), computed=True)

    def whom_to_ask(self, district: District | None) -> list[Part]:
        """The office of a district, or of the city, for what the texts do not say; none where no place has one."""
        place = district or self._city
        clause = self._structure.clause(place.office.clause) if place else None
        if clause is None:
            return []
        extract = Extract(clause, self._structure.document(clause.id), 0, len(clause.text))
        return [Part(message("answer.ask_office"), (self.line(extract),))]

    def line(self, extract: Extract) -> Line:
        """One quotation as people read it."""
        office = self.offices.get(extract.clause.id)
        if office is not None:
            return Line(office_line(office), extract)
        if extract.clause.kind is ClauseKind.ROW:
            return Line(row_line(extract.clause), extract)
        return Line(extract.quote, extract)


def sends_without_phone(query: str, parts: Sequence[Part]) -> bool:
    """True when a phone number is asked for besides, and what is quoted sends people to an office without one."""
    said = "".join(line.extract.quote for part in parts for line in part.lines)
    return wants_phone(query) and names_office(said) and not has_phone(said)


def office_line(office: Office) -> str:
    """An office in one line: name, phones, address, site."""
    return message(
        "answer.office", name=office.name, phones="、".join(office.phones), address=office.address, site=office.site
    )


def row_line(clause: Clause) -> str:
    """A table row in one line, cells of one column together, numbers left out."""
    columns: dict[str, list[str]] = {}
    for cell in clause.cells:
        name = cell.column.split()[-1] if cell.column else ""
        if name != "序号":
            columns.setdefault(name, []).append(cell.text)
    return "；".join(f"{name}：{'、'.join(texts)}" if name else "、".join(texts) for name, texts in columns.items())


def clauses_of(parts: Sequence[Part]) -> set[ClauseId]:
    """The clauses that are quoted."""
    return {line.extract.clause.id for part in parts for line in part.lines}


def rows_alone(parts: Sequence[Part]) -> bool:
    """True when all that is quoted are rows of tables: titles, offices."""
    return {line.extract.clause.kind for part in parts for line in part.lines} == {ClauseKind.ROW}
