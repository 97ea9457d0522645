"""Searching the texts: the clauses for a question, and how sure it is that the best of them answers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.conversation import last_turn
from assistant.cues import account_holders, part, unlimited
from assistant.decline import why_not
from assistant.elsewhere import Elsewhere
from assistant.figures import lacks_figure
from assistant.following import own_words, without_fillers
from assistant.spelling import Spelling
from assistant.turn import Inquiry
from assistant.understand import enumerates, seeks_office, seeks_site, without_interrogatives
from assistant.unsaid import Unsaid
from assistant.wording import Wording
from corpus.examples import Label
from corpus.ids import ClauseId
from corpus.model import Clause, ClauseKind, Corpus
from corpus.titles import title_rows

if TYPE_CHECKING:
    from assistant.compose import Composer
    from assistant.confidence import ConfidenceModel
    from index.model import Hit
    from index.retriever import HybridRetriever

HITS = 10
_OWN = 0.5  # how much a follow-up by itself says, beside what it says behind the question before
_BARE_ADDRESS = re.compile(r"[^，。；]{0,40}[：:]?\s*https?://\S+\s*")  # a clause that is a name and its address
_TELLING = 4.0  # informativeness of a word that not every row of a table has
_SAYS_NOTHING = (Label.SMALL_TALK, Label.MEANINGLESS)
_ACCUSES = (Label.ATTACK, Label.INSULT)
_NEARER = 0.012  # cosine by which an example must be nearer than every clause
_CLEARLY_NEARER = 0.02
_MUCH_NEARER = 0.027
_SURE_BEHIND = 0.59
_VERY_SURE_BEHIND = 0.98
_NEARLY = 0.6  # of the best hit's score
_SEVERAL, _TWICE = 3, 2  # examples looked at, and those that settle it
_A_WORD = 2  # characters
_KEY_WORDS = 8  # characters of a text that may be key words
_KEY_EDGES = " ，,。？?！!"
_SAYS_SOMETHING = 4  # characters of its own from which a turn names a matter


def found(
    inquiry: Inquiry,
    retriever: "HybridRetriever",
    district: str | None,
    on: date | None,
    rewritten: str | None = None,
    own: str | None = None,
) -> Inquiry:
    """The inquiry with its hits, and the examples near it.

    The texts are searched for `rewritten`, where there is one; all else is judged by the question itself, without
    what is only said around it.
    Of the clauses found for a follow-up behind the question before, those come first that its `own` words find, too.
    Offices and web addresses are left out where none is sought: a place that somebody is from, or a
    platform that is spoken of, only leads to them.
    """
    from index.langchain_adapter import PolicyRetriever, hits_of

    asked = without_fillers(inquiry.query)
    hits = hits_of(PolicyRetriever(hybrid=retriever, district=district, on=on, k=HITS).invoke(rewritten or asked))
    unsought: set[str] = set()
    if not seeks_office(inquiry.query):
        unsought |= _offices(retriever.corpus)
    if not seeks_site(inquiry.query):
        unsought |= {hit.clause.id for hit in hits if _is_bare_address(hit.clause)}
    if part("one_more").search(inquiry.query) and not part("seeks_title").search(inquiry.query):
        # 想再评个同级的畜牧师 only names one
        unsought |= {hit.clause.id for hit in hits if hit.clause.kind is ClauseKind.ROW} - _offices(retriever.corpus)
    hits = [hit for hit in hits if hit.clause.id not in unsought] or hits
    if own and len(own_words(without_interrogatives(own))) >= _A_WORD:
        alone = retriever.totals(without_fillers(own), district, on)
        hits = sorted(hits, key=lambda hit: -(hit.score + _OWN * alone[hit.clause.id]))
    return replace(inquiry, hits=tuple(hits), company=retriever.company(asked))


def names_a_matter(text: str) -> bool:
    """True for a turn with words of its own, more than those that point back or ask."""
    return len(own_words(without_interrogatives(text))) >= _SAYS_SOMETHING


def led_by(inquiry: Inquiry, fits: "Callable[[Hit], bool]") -> Inquiry:
    """The inquiry with the first other hit that fits before all others, where it was found nearly as well."""
    near = (hit for hit in inquiry.hits[1:] if hit.score >= _NEARLY * inquiry.hits[0].score)
    first = next(filter(fits, near), None)
    return replace(inquiry, hits=(first, *(hit for hit in inquiry.hits if hit is not first))) if first else inquiry


def _with_holder_first(inquiry: Inquiry) -> Inquiry:
    """The hits, first one on the account of whom the question speaks (公司的号，密码忘了), not on another's like it."""
    said = [heading for asks, heading in account_holders() if asks.search(inquiry.query)]
    others = [heading for asks, heading in account_holders() if heading not in said]
    best = " ".join(inquiry.hits[0].clause.headings)
    if len(said) != 1 or not any(heading.search(best) for heading in others):
        return inquiry
    return led_by(inquiry, lambda hit: said[0].search(" ".join(hit.clause.headings)) is not None)


def _with_entry_first(inquiry: Inquiry) -> Inquiry:
    """The hits, first what says how to fill a field in, for who asks that, not what only lists the field's parts."""
    best, fills = inquiry.hits[0].clause, part("fills")
    only_lists = part("overview").search(best.text) and not fills.search(best.text)
    if not only_lists or not fills.search(inquiry.query) or enumerates(inquiry.query):
        return inquiry
    return led_by(inquiry, lambda hit: hit.clause.id.startswith(f"{best.id}-"))


def _is_called(inquiry: Inquiry) -> bool:
    """True for key words that ask nothing and stand so in the best clause (考评结合, 结果公示): they look it up."""
    clause, words = inquiry.hits[0].clause, inquiry.query.strip(_KEY_EDGES)
    headings = "\n".join(clause.headings)
    written = f"{headings}\n{clause.described}" if len(words) > _A_WORD else headings
    keyed = _A_WORD <= len(words) <= _KEY_WORDS and part("asks").search(words) is None
    return keyed and clause.kind is not ClauseKind.ROW and words in written


def _offices(corpus: Corpus) -> set[str]:
    return {place.office.clause for place in corpus.districts}


def _is_bare_address(clause: Clause) -> bool:
    return clause.kind is ClauseKind.PARAGRAPH and _BARE_ADDRESS.fullmatch(clause.text) is not None


def evidence(inquiry: Inquiry, retriever: "HybridRetriever") -> tuple[float, ...]:
    """What the confidence model weighs of an inquiry that has hits."""
    from assistant.confidence import features

    assert inquiry.company is not None
    return features(without_fillers(inquiry.query), inquiry.hits, inquiry.company, retriever.coverage)


@dataclass(frozen=True)
class Search:
    """What searching takes: retriever, composer, the model that weighs what is found, and the places not ours."""

    retriever: "HybridRetriever"
    composer: "Composer"
    model: "ConfidenceModel"
    elsewhere: Elsewhere
    unsaid: Unsaid
    wording: Wording
    spelling: Spelling

    def expect(self, queries: Sequence[str]) -> None:
        """Make ready to search for several questions, which takes less time than for each by itself."""
        self.retriever.expect([without_fillers(query) for query in queries])

    @cached_property
    def _title_rows(self) -> frozenset[ClauseId]:
        corpus = self.retriever.corpus
        return title_rows(corpus.rules.titles, corpus.documents)

    def weighed(self, inquiry: Inquiry) -> Inquiry:
        """The inquiry with how sure it is that it is answered, 0 … 1; what rules answer is sure."""
        if inquiry.outcomes:
            return replace(inquiry, confidence=1.0)
        inquiry = _with_entry_first(_with_holder_first(self._with_limits_first(self._with_figure_first(inquiry))))
        return replace(inquiry, confidence=self._confidence(inquiry))

    def _with_figure_first(self, inquiry: Inquiry) -> Inquiry:
        """The hits, first one with a figure of the kind that is asked for, where it was found nearly as well."""
        if not self._lacks_figure(inquiry):
            return inquiry
        return led_by(inquiry, lambda hit: not self._lacks_figure(replace(inquiry, hits=(hit,))))

    def _with_limits_first(self, inquiry: Inquiry) -> Inquiry:
        """The hits, first one that says what does not limit somebody, where that is asked (岗位满了，影响吗)."""
        asks, limits = unlimited()
        if asks.search(inquiry.query) is None or limits.search(inquiry.hits[0].clause.text):
            return inquiry
        return led_by(inquiry, lambda hit: limits.search(hit.clause.text) is not None)

    def is_sure(self, inquiry: Inquiry) -> bool:
        """True when the inquiry is worth answering."""
        return inquiry.confidence >= self.model.threshold

    def is_off_topic(self, inquiry: Inquiry) -> bool:
        """True when nothing in the texts is near."""
        return bool(inquiry.hits) and inquiry.hits[0].similarity < self.model.off_topic

    def why_not(self, inquiry: Inquiry) -> Label:
        """Why it is not answered; a question for a figure is no small talk, nor one for another's office an attack."""
        label = why_not(inquiry.company, self.is_off_topic(inquiry) and not self._is_fair(inquiry))
        if label in (*_SAYS_NOTHING, Label.OPINION) and self.unsaid.asked(last_turn(inquiry.query)):
            return Label.UNCOVERED
        if label in _ACCUSES and self.elsewhere.asked(inquiry.query):
            return Label.OTHER_MATTER
        if label is Label.OTHER_MATTER and part("our_subject").search(inquiry.query):
            return Label.UNCOVERED  # 评委会办公室怎么联系: about titles, and not in the texts
        if label is Label.ATTACK and part("wanting").search(inquiry.query) is None:
            label = Label.UNCOVERED  # nobody else is named and nothing is wanted of us
        asks_figure = any(self._lacks_figure(replace(inquiry, hits=(hit,))) for hit in inquiry.hits)
        near = [one.label for one in inquiry.company.kin[:_SEVERAL]] if inquiry.company else []
        return Label.UNCOVERED if asks_figure and label in _SAYS_NOTHING and near.count(label) < _TWICE else label

    def _is_fair(self, inquiry: Inquiry) -> bool:
        """True when a fair question on our subject is as near as a clause would have to be."""
        kin = inquiry.company.kin if inquiry.company else ()
        return bool(kin) and kin[0].label is Label.UNCOVERED and kin[0].similarity >= self.model.off_topic

    def is_another_matter(self, alone: Inquiry, behind: float = 0.0) -> bool:
        """True for a turn whose own words come nearer to what is not answered than to any clause.

        Such a turn (中午他们上班吗) must not be answered by the words of the question before it. Where it is only
        a little nearer to a detail that is missing, being sure of it behind that question outweighs it.

        Args:
            alone: the turn by itself, searched for.
            behind: how sure it is that the turn is answered when it is read behind the question before.
        """
        if alone.outcomes or not names_a_matter(alone.query):
            return False
        kin = alone.company.kin if alone.company else ()
        if not kin or not alone.hits or kin[0].label in _SAYS_NOTHING:
            return False
        nearer = kin[0].similarity - max(hit.similarity for hit in alone.hits)
        needed = _SURE_BEHIND if nearer < _CLEARLY_NEARER else _VERY_SURE_BEHIND
        detail = kin[0].label in (Label.UNCOVERED, Label.ATTACK)
        outweighed = detail and nearer < _MUCH_NEARER and behind >= needed
        return nearer >= _NEARER and not outweighed

    def _confidence(self, inquiry: Inquiry) -> float:
        if self.unsaid.asked(last_turn(inquiry.query)):
            return 0.0
        if self._lacks_figure(inquiry) or self._names_no_row(inquiry) or self.elsewhere.asked(inquiry.query):
            return 0.0
        probability = self.model.probability(evidence(inquiry, self.retriever))
        return max(probability, self.model.threshold) if _is_called(inquiry) else probability

    def _names_no_row(self, inquiry: Inquiry) -> bool:
        """True for a row of titles that a question found without naming anything of it (导游 is in no row)."""
        best = inquiry.hits[0].clause
        asks = part("asks_whether").search(inquiry.query)  # 导游有职称系列吗
        if asks is None or best.id not in self._title_rows:
            return False
        coverage = self.retriever.coverage
        named = part("title_words").sub(" ", without_interrogatives(inquiry.query))
        asked, held = coverage.query(named), coverage.clause_terms(best.id)
        telling = {term for term, weight in asked.weights.items() if len(term) > 1 and weight >= _TELLING}
        return not telling & held

    def _lacks_figure(self, inquiry: Inquiry) -> bool:
        """True when none of the clauses that could answer has a figure of the kind that is asked for."""
        structure, best = self.composer.structure, inquiry.hits[0].clause
        lead = structure.governing(best)
        clauses = [best, *structure.listed(best), *([lead] if lead else [])]
        return lacks_figure(inquiry.query, "\n".join(clause.text for clause in clauses))
