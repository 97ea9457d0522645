"""Searching the texts: the clauses for a question, and how sure it is that the best of them answers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.figures import lacks_figure
from assistant.turn import Inquiry
from assistant.understand import seeks_office

if TYPE_CHECKING:
    from assistant.compose import Composer
    from assistant.confidence import ConfidenceModel
    from index.retriever import HybridRetriever

HITS = 10


def found(
    inquiry: Inquiry,
    retriever: "HybridRetriever",
    district: str | None,
    on: date | None,
    rewritten: str | None = None,
) -> Inquiry:
    """The inquiry with its hits, and the examples near it.

    The texts are searched for `rewritten`, where there is one; all else is judged by the question itself.
    Offices are left out where no office is sought: a place that somebody is from only leads to them.
    """
    from index.langchain_adapter import PolicyRetriever, hits_of

    hits = hits_of(
        PolicyRetriever(hybrid=retriever, district=district, on=on, k=HITS).invoke(rewritten or inquiry.query)
    )
    if not seeks_office(inquiry.query):
        offices = {place.office.clause for place in retriever.corpus.districts}
        hits = [hit for hit in hits if hit.clause.id not in offices] or hits
    return replace(inquiry, hits=tuple(hits), kin=retriever.kin(inquiry.query))


def evidence(inquiry: Inquiry, retriever: "HybridRetriever") -> tuple[float, ...]:
    """What the confidence model weighs of an inquiry that has hits."""
    from assistant.confidence import features

    return features(inquiry.query, inquiry.hits, inquiry.kin, retriever.coverage)


@dataclass(frozen=True)
class Search:
    """What searching takes: the retriever, who composes from its hits, and the model that weighs them."""

    retriever: "HybridRetriever"
    composer: "Composer"
    model: "ConfidenceModel"

    def weighed(self, inquiry: Inquiry) -> Inquiry:
        """The inquiry with how sure it is that it is answered, 0 … 1; what rules answer is sure."""
        return replace(inquiry, confidence=1.0 if inquiry.outcomes else self._confidence(inquiry))

    def is_sure(self, inquiry: Inquiry) -> bool:
        """True when the inquiry is worth answering."""
        return inquiry.confidence >= self.model.threshold

    def is_off_topic(self, inquiry: Inquiry) -> bool:
        """True when nothing in the texts is near."""
        return bool(inquiry.hits) and inquiry.hits[0].similarity < self.model.off_topic

    def _confidence(self, inquiry: Inquiry) -> float:
        return 0.0 if self._lacks_figure(inquiry) else self.model.probability(evidence(inquiry, self.retriever))

    def _lacks_figure(self, inquiry: Inquiry) -> bool:
        """True when none of the clauses that could answer has a figure of the kind that is asked for."""
        structure, best = self.composer.structure, inquiry.hits[0].clause
        lead = structure.governing(best)
        clauses = [best, *structure.listed(best), *([lead] if lead else [])]
        return lacks_figure(inquiry.query, "\n".join(clause.text for clause in clauses))
