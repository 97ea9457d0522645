"""What kind of figure a question asks for, and whether words have one (pure)."""

import re

from assistant.cues import figures

_DONE = tuple("了过错换试传调停隔")
_UNTIL = ("能", "才", "会", "就")  # 锁了多久能开 asks how long, 离职了几年还能报吗 does not
_PAST = re.compile("[\u4e00-\u9fff]{0,2}了")
_ASKS_ELSE = re.compile("怎么|咋|如何|能不能|还能|可以|吗|什么|啥|哪|要不要|用不用|算不算")


def lacks_figure(question: str, words: str) -> bool:
    """True when a question asks for a figure (how long, how many, how much) of which words have none of its kind."""
    return any(has.search(words) is None for has in kinds_asked(question))


def kinds_asked(question: str) -> list[re.Pattern[str]]:
    """For every kind of figure that a question asks for, how the texts write one."""
    return [has for asks, has in figures() if any(_is_asked(question, found) for found in asks.finditer(question))]


def _is_asked(question: str, found: re.Match[str]) -> bool:
    """False where the figure is only a circumstance (离职几个月了还能申报吗): something else is asked after it."""
    after = question[found.end() :]
    done = question[: found.start()].endswith(_DONE) and not after.startswith(_UNTIL)
    return not (done or _PAST.match(after) or _ASKS_ELSE.search(after))
