"""What a corpus consists of: documents, their clauses, districts and offices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.examples import Label
from corpus.ids import ClauseId, DocumentId
from corpus.procedures import Procedure
from corpus.rule_book import RuleBook
from corpus.verdicts import Verdicts
from corpus.vocabulary import Conditions, Vocabulary


class ClauseKind(StrEnum):
    """What a clause is in its source."""

    ITEM = "item"  # a numbered item: 一、 （一） 1. （1） ①
    PARAGRAPH = "paragraph"  # an unnumbered paragraph under a heading or an item
    ROW = "row"  # one row of a table
    ARTICLE = "article"  # 第X条 of a statute, whole
    PASSAGE = "passage"  # a text without structure, whole


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell of a table row; `inherited` when a merged cell above supplies it."""

    column: str
    text: str
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """The unit of retrieval and citation; `text == source[start:end]` of its document."""

    id: ClauseId
    document_id: DocumentId
    kind: ClauseKind
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()  # every ancestor, outermost first: headings and item titles
    section: str = ""  # the source's own numbering: 8.职称评审收费标准（2）
    parent: ClauseId | None = None  # the item or lead paragraph whose list this belongs to
    cells: tuple[Cell, ...] = ()  # rows only

    @property
    def described(self) -> str:
        """The clause as one readable line: rows with their column heads, other clauses as they are."""
        if self.kind is not ClauseKind.ROW:
            return self.text
        return "；".join(f"{cell.column}：{cell.text}" if cell.column else cell.text for cell in self.cells)


class SegmentKind(StrEnum):
    """What a stretch of a source was taken for."""

    CLAUSE = "clause"
    HEADING = "heading"  # headings, labels and table heads: they live on in heading paths
    SKIPPED = "skipped"  # front matter, promulgation notes, tables of contents, comments
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the source; all segments in order rebuild it exactly."""

    kind: SegmentKind
    start: int
    end: int
    clause_id: ClauseId | None = None


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """One source text with what is known about it, and its clauses in order."""

    id: DocumentId
    title: str
    path: str  # relative to the corpus folder
    source: str
    clauses: tuple[Clause, ...]
    segments: tuple[Segment, ...]
    title_from: str = "text"  # text | curator | file
    jurisdiction: str | None = None  # None: holds for everybody
    edition: str | None = None
    effective_from: date | None = None
    superseded_on: date | None = None
    url: str | None = None

    def in_force(self, day: date) -> bool:
        """True when the text holds on that day; a missing date is an open end."""
        if self.effective_from is not None and day < self.effective_from:
            return False
        return self.superseded_on is None or day < self.superseded_on


@dataclass(frozen=True, slots=True)
class Office:
    """Whom to call; every word stands in the clause named."""

    id: str
    name: str
    phones: tuple[str, ...]
    address: str
    site: str
    clause: ClauseId


@dataclass(frozen=True, slots=True)
class District:
    """A place with its own office, by official name and what people call it."""

    name: str
    aliases: tuple[str, ...]
    office: Office
    city: bool = False  # the city itself: its office answers for everybody


@dataclass(frozen=True)
class Corpus:
    """Everything a corpus folder says, cross-checked."""

    root: str
    documents: tuple[PolicyDocument, ...]
    districts: tuple[District, ...] = ()
    elsewhere: tuple[str, ...] = ()  # places that are not ours
    questions: Mapping[ClauseId, tuple[str, ...]] = field(default_factory=dict)
    procedures: tuple[Procedure, ...] = ()  # ways that several clauses describe together
    verdicts: Verdicts = field(default_factory=dict)  # of typical questions that want yes or no
    examples: Mapping[Label, tuple[str, ...]] = field(default_factory=dict)  # of what is not answered
    terms: tuple[str, ...] = ()  # official terms and names, for word segmentation
    spelling: tuple[str, ...] = ()  # words that are recognised when they are misspelled
    characters: tuple[str, ...] = ()  # words of one character, of which that holds, too
    lookalikes: tuple[str, ...] = ()  # characters that look alike, together
    unsaid: tuple[str, ...] = ()  # patterns of matters on which the texts say nothing
    initials: Mapping[str, str] = field(default_factory=dict)  # letters → the word that they are typed for
    namesakes: tuple[str, ...] = ()  # what only sounds like a word of ours
    slips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # everyday words → beside what they are slips
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # word of ours → what people say for it
    english: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # Chinese word → what it is called there
    rules: RuleBook = field(default_factory=RuleBook)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    conditions: Conditions = field(default_factory=Conditions)
    digest: str = ""  # of every file that shapes the index
    warnings: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every document, in the order of the manifest."""
        return tuple(clause for document in self.documents for clause in document.clauses)

    @property
    def taught(self) -> bool:
        """True when it says both what is asked of its clauses and what they do not answer."""
        return bool(self.questions and self.examples)

    def holds(self, document: PolicyDocument, district: str | None, on: date | None) -> bool:
        """True when a text may be cited to somebody of that district, on that day.

        A district's own text holds for people of that district alone; where nobody says which places
        there are, every text holds for everybody. Without a day, the newest texts hold: those that have
        been superseded on whatever day do not.
        """
        if self.city is not None and document.jurisdiction not in (None, self.city.name, district):
            return False
        return document.superseded_on is None if on is None else document.in_force(on)

    @property
    def city(self) -> District | None:
        """The city itself, when the corpus names one."""
        return next((district for district in self.districts if district.city), None)
