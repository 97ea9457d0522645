"""START HERE. One question becomes one cited answer, step by step, as LangChain runnables.

understand ─┬─ reply                              (greetings, nothing readable, attacks)
            ├─ approve                            (an officer has approved an answer to this very question)
            └─ calculate ─┬─ (rules answer all)   (figures, verdicts, titles, offices: assistant/exact)
                          ├─ retrieve ─ weigh     (the texts are searched for the rest)
                          └─ decline              (they do not answer)
… ─ compose ─ cite ─ guard                        (quoted, numbered, proved)
… ─ draft ─ speak                                 (a language model, if any, may put what was found into words)

Each step is a method of assistant/steps.py.
"""

from collections.abc import Iterator

from langchain_core.runnables import Runnable, RunnableBranch, RunnableGenerator, RunnablePassthrough
from langchain_core.runnables.utils import AddableDict

from assistant.model import Answer
from assistant.phrasing.speech import Draft, whole
from assistant.phrasing.speech import spoken as said
from assistant.step import Step
from assistant.steps import Steps
from assistant.turn import Asked

TEXT, ANSWER = "text", "answer"


def chained(steps: Steps) -> Runnable[Asked, Answer]:
    """The steps as one chain."""
    return _drafted(steps) | Step(whole)


def _drafted(steps: Steps) -> Runnable[Asked, Answer | Draft]:
    search = Step(steps.retrieve) | Step(steps.weigh)
    from_texts = (
        Step(steps.calculate)
        | RunnableBranch((Step(steps.is_answered), RunnablePassthrough()), search)
        | RunnableBranch(
            (Step(steps.is_uncovered), Step(steps.decline)),
            Step(steps.compose) | Step(steps.cite) | Step(steps.draft),
        )
    )
    return (
        Step(steps.understand)
        | Step(steps.approvals.look)
        | RunnableBranch(
            (Step(steps.is_settled), Step(steps.reply)),
            (Step(steps.approvals.found), Step(steps.approvals.answer)),
            from_texts,
        )
    )


def spoken(steps: Steps) -> Runnable[Asked, AddableDict]:
    """The same, streaming: {"text": piece} until the pieces add up to the answer, then {"answer": Answer}."""
    return _drafted(steps) | RunnableGenerator(_speak)


def _speak(drafts: Iterator[Answer | Draft]) -> Iterator[AddableDict]:
    for draft in drafts:
        for piece in said(draft):
            yield AddableDict({ANSWER if isinstance(piece, Answer) else TEXT: piece})
