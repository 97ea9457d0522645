"""The figure that a question asks for, taken out of the words quoted, to be said first (pure)."""

import re

from assistant.contrast import Contrasts
from assistant.cues import following, verdict_cue
from assistant.figures import kinds_asked

# a number with what it counts, as the texts write it, and the words that bound it
_FIGURE = re.compile(
    r"(?:不少于|不超过|不低于|至少|最多|连续|满)?[0-9〇零一二两三四五六七八九十百]+(?:\.[0-9]+)?"
    r"(?:个工作日|工作日|学时|个月|分钟|小时|科目|人次|周年|元|年|天|日|次|人|条|名|个|项)(?:以上|以下|以内|内)?(?![度0-9])"
)
# dates, ordinals, and what only stands as an example
_ASIDE = re.compile(r"(?:例如|例[:：]|如[:：])[^。；]*|[0-9]{4}年|[0-9]+月[0-9]+日|第[0-9一二三四五六七八九十]+")


_STRETCH = re.compile(r"[^。；;\n]+")


def figure_of(question: str, quote: str, contrasts: Contrasts) -> str:
    """The one figure of the kind asked for among the words quoted; empty where there is not just one.

    Empty, too, where its own stretch of the words is for another case than the one asked about (the 硕士 of a list
    by degree, 认定 where 评 is asked), or another stretch of them says more of what is asked.
    """
    kind = next(iter(kinds_asked(question)), None)
    if kind is None or verdict_cue("confirm").search(question) or following("remaining").search(question):
        return ""
    stretches = _STRETCH.findall(_ASIDE.sub("", quote))
    said = {stretch: found for stretch in stretches if (found := _figures(stretch, kind))}
    figures = set().union(*said.values())
    if len(figures) != 1:
        return ""
    nearest = max(_in_common(question, stretch) for stretch in stretches)
    spoken_of = any(
        contrasts.same_case(stretch, question) and _in_common(question, stretch) >= nearest for stretch in said
    )
    return figures.pop() if spoken_of else ""


def _figures(stretch: str, kind: re.Pattern[str]) -> set[str]:
    return {match.group() for match in _FIGURE.finditer(stretch) if kind.search(match.group())}


def _in_common(question: str, stretch: str) -> int:
    """How many pairs of characters of a question stand in a stretch."""
    return len({pair for at in range(len(question) - 1) if (pair := question[at : at + 2]) in stretch})
