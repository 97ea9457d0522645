"""The figure that a question asks for, taken out of the words quoted, to be said first (pure)."""

import re

from assistant.cues import following, verdict_cue
from assistant.figures import kinds_asked

# a number with what it counts, as the texts write it, and the words that bound it
_FIGURE = re.compile(
    r"(?:不少于|不超过|不低于|至少|最多|连续|满)?[0-9〇零一二两三四五六七八九十百]+(?:\.[0-9]+)?"
    r"(?:个工作日|工作日|学时|个月|分钟|小时|科目|人次|周年|元|年|天|日|次|人|条|名|个|项)(?:以上|以下|以内|内)?(?![度0-9])"
)
# dates, ordinals, and what only stands as an example
_ASIDE = re.compile(r"(?:例如|例[:：]|如[:：])[^。；]*|[0-9]{4}年|[0-9]+月[0-9]+日|第[0-9一二三四五六七八九十]+")


def figure_of(question: str, quote: str) -> str:
    """The one figure of the kind asked for among the words quoted; empty where there is not just one."""
    kind = next(iter(kinds_asked(question)), None)
    if kind is None or verdict_cue("confirm").search(question) or following("remaining").search(question):
        return ""
    plain = _ASIDE.sub("", quote)
    said = {match.group() for match in _FIGURE.finditer(plain) if kind.search(match.group())}
    return said.pop() if len(said) == 1 else ""
