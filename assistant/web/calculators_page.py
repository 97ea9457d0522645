"""The two calculators as forms: fees and study hours, over the same rules as every answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from assistant import explicit
from assistant.calculators.fees import MOST_PEOPLE
from assistant.calculators.outcome import InvalidInputError
from assistant.messages import message
from assistant.web.figure_field import Field, figure_field, whole_field
from assistant.web.outcome_html import OutcomeHtml

_MODE, _SUBJECTS = "mode", "subjects"
_MOST_SUBJECTS = 100


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown: its fields, the fault of the whole, what was found."""

    fields: tuple[Field, ...]
    fault: str = ""
    found: Markup | None = None
    modes: tuple[str, ...] = ()
    mode: str = ""
    subjects: Field | None = None

    @property
    def first_fault(self) -> Field | None:
        """The first field that is wrong."""
        return next((field for field in (*self.fields, self.subjects) if field and field.fault), None)


def fees_form(outcomes: OutcomeHtml, sent: Mapping[str, str]) -> Form:
    """Applications by level, and examination subjects where the way of assessment has them."""
    rules = sorted(outcomes.rules.fees, key=lambda rule: rule.review.amount)
    fields = tuple(
        whole_field(rule.level, message("form.people", level=rule.level), sent, most=MOST_PEOPLE) for rule in rules
    )
    modes = tuple(dict.fromkeys(rule.subjects.mode for rule in rules))
    chosen = sent.get(_MODE, "")
    mode = chosen if chosen in modes else ""
    subjects = whole_field(_SUBJECTS, message("form.subjects"), sent, least=1, most=_MOST_SUBJECTS)
    form = Form(fields, modes=modes, mode=mode, subjects=subjects)
    if not sent or form.first_fault:
        return form
    counts = {field.name: int(field.number) for field in fields if field.number}
    if not counts:
        return replace(form, fault=message("form.no_people"))
    number = int(subjects.number) if mode and subjects.number else None
    try:
        return replace(form, found=outcomes.html(explicit.fees(rules, counts, mode or None, number)))
    except InvalidInputError as error:
        return replace(form, fault=str(error))


def hours_form(outcomes: OutcomeHtml, sent: Mapping[str, str]) -> Form:
    """The hours of one year, by kind."""
    rule = outcomes.rules.hours[0]
    fields = tuple(figure_field(part.kind, message("form.hours", kind=part.kind), sent) for part in rule.parts)
    form = Form(fields)
    if not sent or form.first_fault:
        return form
    given = {field.name: field.number for field in fields if field.number is not None}
    if not given:
        return replace(form, fault=message("form.no_hours"))
    try:
        return replace(form, found=outcomes.html(explicit.hours(rule, given, None)))
    except InvalidInputError as error:
        return replace(form, fault=str(error))
