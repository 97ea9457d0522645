"""Times of day in running text (pure)."""

import re
from dataclasses import dataclass

from assistant.cues import part
from assistant.messages import message_list
from assistant.quantity import normalised
from corpus.numerals import to_int

_HOURS, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes since midnight."""

    minutes: int

    def after(self, minutes: int) -> "Clock":
        """The time so many minutes later; past midnight it begins anew."""
        return Clock((self.minutes + minutes) % (_HOURS * _MINUTES))

    def spelled(self) -> str:
        """As 14:35."""
        return f"{self.minutes // _MINUTES}:{self.minutes % _MINUTES:02}"


def clock_in(text: str) -> Clock | None:
    """The one time of day that a text names (下午两点二十, 10:50); None where it names none or several."""
    found = [clock for match in part("clock").finditer(normalised(text)) if (clock := _clock(match))]
    return found[0] if len(found) == 1 else None


def _clock(match: re.Match[str]) -> Clock | None:
    hour, past = _figure(match["hour"]), _parts().get(match["minute"]) or _figure(match["minute"] or "0")
    if hour is None or past is None or hour >= _HOURS or past >= _MINUTES:
        return None
    noon = _HOURS // 2
    return Clock((hour + (noon if match["part"] and hour < noon else 0)) * _MINUTES + past)


def _figure(numeral: str) -> int | None:
    try:
        return to_int(numeral)
    except ValueError:
        return None


def _parts() -> dict[str, int]:
    """The words for parts of an hour, in minutes."""
    half, quarter, three_quarters = message_list("clock.parts")
    return {half: _MINUTES // 2, quarter: _MINUTES // 4, three_quarters: _MINUTES * 3 // 4}
