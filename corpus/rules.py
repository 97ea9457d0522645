"""Rule files: figures and verdicts as data, each with the words of the clause that justify it.

One rule a file, under rules/<kind>/<scope>/ (corpus/rule_files.py reads and checks them). Nothing here
computes anything.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from corpus.ids import ClauseId
from corpus.vocabulary import Topic


def _exact(value: object) -> object:
    if isinstance(value, float):
        raise PydanticCustomError("float", 'figures stand in quotes ("60.5"), so that they stay exact')
    return value


Figure = Annotated[Decimal, BeforeValidator(_exact), Field(ge=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Basis(_Strict):
    """Words that justify something; `clause` where they stand in another clause than the rule's own."""

    words: str = Field(min_length=2)
    clause: ClauseId | None = None


class Amount(Basis):
    """A figure with its unit, and the words that hold it."""

    amount: Figure
    unit: str


class Subjects(Basis):
    """How many examination subjects a way of assessment usually has."""

    mode: str
    least: Figure
    most: Figure

    @property
    def span(self) -> str:
        """How many there may be: 1, or 1-3."""
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


class Rule(_Strict):
    """What all rules have: an id, the edition of the text, the clause that they come from."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    edition: str
    clause: ClauseId


class FeeRule(Rule):
    """What one level costs: the review itself, and an examination subject where there is one."""

    level: str
    review: Amount
    subject: Amount
    subjects: Subjects


class PayeeRule(Rule):
    """Who may, or may not, charge these fees besides the regular committees."""

    payee: str
    may_charge: bool
    words: str


class HourPart(Amount):
    """The yearly minimum of one kind of study."""

    kind: str


class HourRule(Rule):
    """How many study hours a year needs, in all and of each kind."""

    total: Amount
    parts: tuple[HourPart, ...]


class Period(Basis):
    """Years that a rule asks for; `slot` says of what: internship, work, post, stationed."""

    slot: str
    years: Figure


class Condition(Basis):
    """Something that must be so besides the years; `says` is how an answer names it.

    `assumed`: who does not say otherwise has it (somebody who says 硕士 has the degree).
    """

    slot: str
    says: str
    assumed: bool = False


class EligibilityRule(Rule):
    """One case of a verdict: for whom (`when`), what it takes, and what it grants.

    `allowed` false: these people may not, whatever else is so.
    """

    topic: str
    when: dict[str, str] = Field(default_factory=dict)
    allowed: bool = True
    grants: str | None = None
    words: str = Field(min_length=2)
    periods: tuple[Period, ...] = ()
    conditions: tuple[Condition, ...] = ()


class LevelColumns(_Strict):
    """The columns of one level in the table of titles, and how we tell them apart from left to right."""

    level: str
    column: str
    ranks: tuple[str, ...]


class TitleTable(Rule):
    """Where the table of titles stands (`clause`: its first row) and how its columns are read.

    `names` gives what people call a series, by its name in the table. `affixes` are what titles carry for
    their level and `endings` for the person: what is left of a title without them names its row. `callings` are
    posts and callings by the title of a row: they name the row, and are no titles; `trades` are what people
    do, which nobody takes for one (写小说). `posts_before` and `posts_behind` make a post of a title that they
    stand at (总工程师, 护士长).
    """

    series_column: str
    levels: tuple[LevelColumns, ...]
    names: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    affixes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    callings: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    trades: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    posts_before: tuple[str, ...] = ()
    posts_behind: tuple[str, ...] = ()


class SiteRule(Rule):
    """A web address of the texts or a telephone number that is no office's, and what it is for.

    `names` are what people call it, `serves` the matters for which they look for it, `place` whose site
    it is; `purpose` holds the words of the texts that say what it is for.
    """

    name: str
    words: str
    url: str | None = None
    phone: str | None = None
    names: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    place: str | None = None
    purpose: Basis | None = None


class PublicityRule(Rule):
    """How long something must be made public at a place; `names` are the words by which people mean it."""

    place: str
    names: tuple[str, ...]
    least: Amount


class DayOfYear(Basis):
    """A day of any year."""

    month: Figure
    day: Figure


class TenureRule(Rule):
    """How years of appointment are counted: whole ones, up to a day of the year, without the gaps."""

    until: DayOfYear
    whole: Basis
    gaps: Basis


class PracticeRule(Rule):
    """How years of professional work are counted: whole ones, without the breaks."""

    whole: Basis
    gaps: Basis


class EntryForm(Basis):
    """How an entry is written: `rank` stands in it for the rank, and `people`, after it, for the number of people."""

    pattern: str
    rank: str = "*"
    people: str = "*"

    @model_validator(mode="after")
    def _stands_in_words(self) -> "EntryForm":
        if self.pattern not in self.words:
            raise ValueError(f"{self.pattern!r} does not stand in {self.words!r}. Bring the two in line.")
        before, _, after = self.pattern.partition(self.rank)
        if before or self.people not in after:
            raise ValueError(f"{self.pattern!r} is not {self.rank!r}, something between, and {self.people!r}")
        return self

    def filled(self, rank: str, people: str) -> str:
        """The entry for a rank among a number of people."""
        return self.pattern.replace(self.rank, rank, 1).replace(self.people, people, 1)


class RankingRule(Rule):
    """How a rank among people is written; `example` and `alone` are the text's own.

    `topic` is the vocabulary's topic by which it is asked for, `names` the words for what the people made.
    """

    topic: str = "ranking"
    names: tuple[str, ...] = ()
    form: EntryForm
    example: Basis
    alone: Basis


class Bound(_Strict):
    """How many there must be at least, or may be at most; `units` are the words that people count them by."""

    least: int | None = Field(None, ge=1)
    most: int | None = Field(None, ge=1)
    unit: str
    units: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_of_two(self) -> "Bound":
        if (self.least is None) == (self.most is None):
            raise ValueError("either least or most, and not both")
        return self

    @property
    def figure(self) -> str:
        """The bound as the text writes it: 7人."""
        return f"{self.least or self.most}{self.unit}"


class FactRule(Rule):
    """A fact that people ask for in so many words; `says` is the answer, resting on `words`.

    `bound` is how many of something there must or may be, `minutes` how long something lasts; where a question says
    one of `besides`, it is about another condition of the fact, and being so many settles nothing.
    """

    words: str = Field(min_length=2)
    says: str
    asked: Topic
    bound: Bound | None = None
    minutes: int | None = Field(None, ge=1)
    besides: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _figures_stand_in_words(self) -> "FactRule":
        figures = [self.bound.figure] if self.bound else []
        figures += [str(self.minutes)] if self.minutes else []
        for figure in figures:
            if figure not in self.words:
                raise ValueError(f"{figure!r} does not stand in {self.words!r}. Bring the two in line.")
        return self
