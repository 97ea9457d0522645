"""Days as callers write them."""

from datetime import date

from assistant.errors import BadCallError


def parse_day(day: date | str | None, where: str = "on") -> date | None:
    """The day that a caller gives as a date or as text; None for none.

    Raises:
        BadCallError: it is not one; the message begins with `where`.
    """
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except (ValueError, TypeError) as error:
        raise BadCallError(f"{where}: {day!r} is not a day. Write it as 2022-06-01.") from error
