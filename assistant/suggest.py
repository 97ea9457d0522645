"""Questions for people to go on with: typical ones of what else was found (pure)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.ids import ClauseId
from corpus.model import Corpus

if TYPE_CHECKING:
    from index.model import Hit

_NEAR_SHARE = 0.5  # of the best hit's score that another needs to be suggested
_MOST = 3


def suggestions(corpus: Corpus, hits: "Sequence[Hit]", used: Sequence[ClauseId]) -> tuple[str, ...]:
    """Questions that the other clauses found answer.

    The first typical question of a clause is its plainest; hits far behind the best are left out.
    """
    near = [hit for hit in hits if hit.score >= _NEAR_SHARE * hits[0].score and hit.clause.id not in used]
    found = [questions[0] for hit in near if (questions := corpus.questions.get(hit.clause.id))]
    return tuple(dict.fromkeys(found))[:_MOST]
