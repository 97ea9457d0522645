"""Dates in running text, as far as they are written out; nothing here knows what day it is (pure)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.messages import message
from assistant.quantity import normalised
from corpus.numerals import to_int

_YEAR = r"(?P<year>(?:19|20)\d{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})\s*年度?"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_MONTH = rf"(?P<month>{_NUMBER})\s*月份?"
# without 日 or 号 a number may count something else: 9月3个人
_DAY = rf"(?:(?P<day>{_NUMBER})\s*[日号]|(?P<bare_day>{_NUMBER})(?![\d一二三四五六七八九十个天名人位门科次年月]))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\d){_YEAR}\)?(?:\s*{_MONTH}(?:\s*{_DAY})?)?",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<sign>[-./])(?P<month>\d{1,2})(?:(?P=sign)(?P<day>\d{1,2}))?(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?=\s*(?:申报|参评))",
        # 18年3月聘, 22年申报, but not 干了12年申报
        rf"(?<![\d了满够有近超])(?P<short>\d{{2}})年(?:\s*{_MONTH}(?:\s*{_DAY})?|(?=受聘|聘|申报))",
        rf"(?<![\d一二三四五六七八九十]){_MONTH}\s*{_DAY}",
        # the rest stands in the date before
        rf"(?<=[到至])\s*(?:{_MONTH}|(?P<day>{_NUMBER})\s*[日号])",
        rf"(?<![\d一二三四五六七八九十])(?P<day>{_NUMBER})号(?![窗楼室文令])",
    )
)
# 22年报, once another date is told: without one it may be a length of time
_SHORT_LATER = re.compile(r"(?<![\d了满够有近超作干龄])(?P<short>\d{2})年(?=报(?![考备废])|参评)")
_CENTURY_TURN = 50  # 49年 is 2049, 50年 is 1950
_SOON = 6  # months
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")  # 贰零壹捌年
_LITTLE = 4  # characters around a date that stands for itself: 2022年9月28日开始


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date at [start, end) of a text with what is written of it; it may be no day of the calendar.

    `inherited`: the year is that of a date before it in the same text.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    inherited: bool = False

    def over(self, earlier: "WrittenDate | None") -> "WrittenDate":
        """This date, with what it does not say taken from an earlier one."""
        if earlier is None:
            return self
        month, day = (self.month, self.day) if self.month else (earlier.month, earlier.day)
        return replace(self, year=self.year or earlier.year, month=month, day=day)

    @property
    def exists(self) -> bool:
        """True when the calendar has such a date, as far as it is written."""
        return self._first() is not None

    @property
    def complete(self) -> bool:
        """True when year, month and day are written."""
        return None not in (self.year, self.month, self.day)

    def span(self) -> tuple[date, date]:
        """The first and the last day that it may be; the same day where it is complete.

        Raises:
            ValueError: its year or month is not written, or there is no such date.
        """
        first = self._first()
        if first is None or self.year is None or self.month is None:
            raise ValueError(f"no day to be told from {self}")
        if self.day is not None:
            return first, first
        return first, first.replace(day=monthrange(first.year, first.month)[1])

    def spelled(self) -> str:
        """The date as people write it, as far as it is written."""
        parts = (("date.year", self.year), ("date.month", self.month), ("date.day", self.day))
        return "".join(message(key, number=number) for key, number in parts if number is not None)

    def _first(self) -> date | None:
        try:
            return date(self.year or 2000, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError:
            return None


def spelled(day: date) -> str:
    """A day as people write it: 2022年10月10日."""
    return WrittenDate(0, 0, day.year, day.month, day.day).spelled()


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of its month where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(one: WrittenDate, other: WrittenDate) -> int | None:
    """Whole months from one date to a later one, both with year and month; None where they are not so."""
    if None in (one.year, one.month, other.year, other.month):
        return None
    assert one.year
    assert one.month
    assert other.year
    assert other.month
    months = (other.year - one.year) * 12 + other.month - one.month
    if one.day and other.day and other.day < one.day:
        months -= 1
    return months if months > 0 else None


def dates_in(text: str) -> list[WrittenDate]:
    """Every date of a text, in order; one without a year takes the year of the date before it."""
    free = normalised(text).translate(_FORMAL)
    found: list[WrittenDate] = []
    for form in _FORMS:
        for match in form.finditer(free):
            found.append(_written(match))
            free = free[: match.start()] + "\0" * (match.end() - match.start()) + free[match.end() :]
    first = min((said.year for said in found if said.year and said.month), default=None)
    found += [said for said in map(_written, _SHORT_LATER.finditer(free)) if first and said.year and said.year > first]
    return list(_completed(sorted(found, key=lambda said: said.start)))


def later(said: WrittenDate, first: date) -> WrittenDate:
    """The date as one that follows `first`, where its own year is not written."""
    if said.month is None or said.day is None or (said.year is not None and not said.inherited):
        return said
    earlier = (said.month, said.day) < (first.month, first.day)
    next_year = earlier and said.month + 12 - first.month <= _SOON  # 12月28日到1月4日, but not 10月到9月
    return replace(said, year=first.year + next_year, inherited=True)


def is_bare_date(text: str) -> bool:
    """True for a text that is a date and little more: an answer to the question which day."""
    found = dates_in(text)
    return len(found) == 1 and len(text.strip()) - (found[0].end - found[0].start) <= _LITTLE


def _written(match: re.Match[str]) -> WrittenDate:
    said = match.groupdict()
    day = said.get("day") or said.get("bare_day")
    return WrittenDate(
        match.start(),
        match.end(),
        _year(said),
        to_int(said["month"]) if said.get("month") else None,
        to_int(day) if day else None,
    )


def _year(said: dict[str, str | None]) -> int | None:
    if short := said.get("short"):
        return int(short) + (2000 if int(short) < _CENTURY_TURN else 1900)
    year = said.get("year")
    return to_int(year.replace("○", "〇")) if year else None


def _completed(found: list[WrittenDate]) -> Iterator[WrittenDate]:
    before: WrittenDate | None = None
    for said in found:
        if said.year is not None:
            before = said
        elif said.month is not None:
            before = replace(said, year=before.year, inherited=True) if before and before.year else said
        elif before is not None and before.month is not None:
            before = replace(said, year=before.year, month=before.month, inherited=True)
        else:
            continue
        yield before
