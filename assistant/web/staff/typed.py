"""What an officer had typed into a form that was refused, so that it is not lost."""

from fastapi import Request

from assistant.messages import message
from assistant.web.staff.own_form import is_own_form

_ANSWERS = "/staff/answers"  # where whole texts are written
_FIELDS = {
    "question": "staff.question",
    "answer": "staff.answer",
    "quote": "staff.quotes",
    "text": "staff.add_wording",
    "reason": "staff.withdraw_reason",
}


async def typed(request: Request) -> list[tuple[str, str]]:
    """The texts of an answer that was being written, each with its label; none of another form or another site's."""
    if request.method != "POST" or not request.url.path.startswith(_ANSWERS) or not is_own_form(request.headers):
        return []
    sent = await request.form()
    return [
        (message(label), value)
        for field, label in _FIELDS.items()
        for value in sent.getlist(field)
        if isinstance(value, str) and value.strip()
    ]
