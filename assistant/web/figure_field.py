"""A field of a form that takes a figure: what was typed, and what is wrong with it (pure)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.messages import message

_WHOLE, _FIGURE = re.compile(r"[0-9]{1,6}"), re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
_LONGEST = 20  # characters that are shown again
_MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the address, its label, what was typed, the fault shown beside it."""

    name: str
    label: str
    typed: str = ""
    fault: str = ""

    @property
    def number(self) -> Decimal | None:
        """The figure; None where nothing, or nothing right, was typed."""
        return Decimal(self.typed) if self.typed and not self.fault else None


def whole_field(name: str, label: str, sent: Mapping[str, str], least: int = 0, most: int = 100_000) -> Field:
    """A field for a whole number."""
    typed = _typed(sent.get(name, ""))
    wrong = typed and (not _WHOLE.fullmatch(typed) or not least <= int(typed) <= most)
    return Field(name, label, typed, message("form.not_whole", least=least, most=most) if wrong else "")


def figure_field(name: str, label: str, sent: Mapping[str, str]) -> Field:
    """A field for a figure with at most two decimals."""
    typed = _typed(sent.get(name, ""))
    wrong = typed and not _FIGURE.fullmatch(typed)
    return Field(name, label, typed, message("form.not_figure") if wrong else "")


def years_field(name: str, label: str, sent: Mapping[str, str]) -> Field:
    """A field for years of work: no more than anybody has worked."""
    field = figure_field(name, label, sent)
    if field.number is None or field.number <= _MOST_YEARS:
        return field
    return replace(field, fault=message("form.too_many_years", most=_MOST_YEARS))


def _typed(text: str) -> str:
    """What was typed, full-width digits and points as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()[:_LONGEST]
