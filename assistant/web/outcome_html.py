"""What a calculator found, as HTML: like an answer in the chat, with its receipt and its openable sources."""

from collections.abc import Callable

from markupsafe import Markup

from assistant.calculators.outcome import Outcome
from assistant.cite import cite
from assistant.present import editions_foot, text_before
from assistant.shown import Shown
from assistant.web.render import answered, sources
from corpus.model import Corpus
from corpus.rule_book import RuleBook
from corpus.structure import Structure


class OutcomeHtml:
    """Shows outcomes over one corpus to anybody, wherever they live: a district's own text is not theirs."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.structure = Structure(corpus)
        self._shown = Shown(corpus, self.structure)
        self.rules: RuleBook = corpus.rules.where(
            lambda clause: corpus.holds(self.structure.document(clause), None, None)
        )

    def html(self, outcome: Outcome) -> Markup:
        """The outcome with its quotations numbered and proved; everything in it is escaped."""
        part = self._shown.outcome(outcome)
        extracts = [line.extract for line in part.lines]
        citations = cite(extracts)
        foot = editions_foot([extract.document.edition for extract in extracts], None)
        steps = outcome.calculation.steps if outcome.calculation else ()
        text = f"{text_before([part], citations)}{foot}"  # the sources stand below, to be opened
        clauses = [extract.clause for extract in extracts]
        return answered(text.strip(), steps) + sources(citations, clauses)


class Outcomes:
    """The `OutcomeHtml` of the corpus that is served, made once for each: a rebuild brings another."""

    def __init__(self, corpus: Callable[[], Corpus]) -> None:
        """Take what tells the corpus that is served."""
        self._corpus = corpus
        self._made = OutcomeHtml(corpus())

    def now(self) -> OutcomeHtml:
        """Over the corpus that is served now."""
        corpus, made = self._corpus(), self._made
        if made.corpus is not corpus:
            made = self._made = OutcomeHtml(corpus)
        return made
