"""Which of the dates that somebody tells work began on, and which it is reckoned to (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dates import WrittenDate

_ENDS = re.compile(r"[，,。；;？?！!]")
_NO_WORK = re.compile(r"[月日年号份]?(出生|生的|生人|入学|上(的)?(大学|学)|考上|开学|入伍|拿(到)?|取得|发的|评的|考的)")
_BEGAN = re.compile(
    r"[月日年号份]?(就|才|开始|正式|到)*(入职|入厂|进厂|进(了)?(这|公司|单位|厂)|参加工作|上班|上岗|到岗|派|调|聘|工作|干|从事|做|搞|来)"
)
_LEFT_SCHOOL = re.compile(r"[月日年号份]?(就|才)?(硕士|博士|本科|大专|中专|大学)?毕业")
_TO = re.compile(r"(到|至|截至|截止|算到|截止到)$")
_NOW = re.compile(r"[月日年号份]?(底|末)?(申报|报名|要报|为止|截止)")
_LOOKED_AT = 8  # characters behind a date


@dataclass(frozen=True, slots=True)
class WorkDates:
    """When work began and to when it lasted; None for what no date says."""

    since: WrittenDate | None = None
    until: WrittenDate | None = None
    spoken: bool = False  # a word beside the first date says that it is the one


def work_dates(text: str, dates: Sequence[WrittenDate]) -> WorkDates:
    """What the dates of a text say of somebody's work.

    A date of birth or of beginning to study says nothing of it. That of leaving school stands for the beginning only
    where none is given.
    """
    began: list[WrittenDate] = []
    left_school: list[WrittenDate] = []
    until: list[WrittenDate] = []
    bare: list[WrittenDate] = []
    for number, date in enumerate(dates):
        end = dates[number + 1].start if number + 1 < len(dates) else len(text)
        after = _ENDS.split(text[date.end : min(end, date.end + _LOOKED_AT)])[0]
        if _NO_WORK.match(after):
            continue
        if _TO.search(text[: date.start]) or _NOW.match(after):
            until.append(date)
        elif _LEFT_SCHOOL.match(after):
            left_school.append(date)
        elif _BEGAN.match(after):
            began.append(date)
        else:
            bare.append(date)
    spoken = began or ([] if bare else left_school)
    first = next(iter([*spoken, *bare]), None)
    months = [date for date in bare if date.month is not None and first is not None and date.start > first.start]
    later = [*until, *(months if spoken else [date for date in bare if date is not first])]
    return WorkDates(first, later[-1] if first and later else None, bool(spoken))
