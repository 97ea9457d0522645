"""What kind of answer the pipeline has made: its status and its route (pure)."""

from collections.abc import Sequence

from assistant.calculators.outcome import Outcome
from assistant.model import AnswerStatus, Route

_FIRST = (Route.CALCULATION, Route.LOOKUP, Route.RETRIEVAL)  # of several answers the most exact one


def kind(outcomes: Sequence[Outcome], searched: bool, conflict: bool, rows: bool) -> tuple[AnswerStatus, Route]:
    """How an answer turned out, and how it was made: a rule that is settled names the route, else the search.

    Args:
        rows: nothing but rows of tables is quoted: whoever found them, they were looked up.
    """
    settled = [outcome.route for outcome in outcomes if not outcome.asks]
    if not settled and not searched:
        return AnswerStatus.NEEDS_DETAIL, Route.CLARIFICATION
    if not searched and all(outcome.unsaid and outcome.calculation is None for outcome in outcomes):
        return AnswerStatus.NO_SOURCE, Route.DECLINE  # a rule knows that the text is silent
    status = AnswerStatus.CONFLICT if conflict else AnswerStatus.ANSWERED
    if not settled:
        return status, Route.LOOKUP if rows else Route.RETRIEVAL
    return status, min(settled, key=_FIRST.index)
