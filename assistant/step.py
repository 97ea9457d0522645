"""One step of the pipeline as a LangChain runnable: a plain function from state to state."""

from collections.abc import Callable
from typing import Any, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig

Before = TypeVar("Before")
After = TypeVar("After")


class Step(Runnable[Before, After]):
    """Calls its function, and nothing else.

    RunnableLambda looks at its function's signature on every call to find out whether it wants the
    configuration; over eight steps that takes longer than finding and quoting the clause.
    """

    def __init__(self, function: Callable[[Before], After]) -> None:
        self._function = function
        self.name = getattr(function, "__name__", None)

    def invoke(self, input: Before, config: RunnableConfig | None = None, **_: Any) -> After:  # noqa: A002, ANN401, ARG002
        """What the function makes of the state handed in."""
        return self._function(input)
