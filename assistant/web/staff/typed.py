"""What an officer had typed into a form that was refused, so that it is not lost: shown, or carried on."""

from fastapi import Request

from assistant.messages import message
from assistant.web.staff.draft import Draft, drafted
from assistant.web.staff.own_form import is_own_form

_ANSWERS = "/staff/answers"  # where whole texts are written
_WRITTEN = (_ANSWERS, f"{_ANSWERS}/preview")
_SIGN_IN = "/staff/sign-in"  # which carries them on
_FIELDS = {
    "question": "staff.question",
    "answer": "staff.answer",
    "quote": "staff.quotes",
    "text": "staff.add_wording",
    "reason": "staff.withdraw_reason",
}


async def typed(request: Request) -> list[tuple[str, str]]:
    """The texts of an answer that was being written, each with its label; none of another form or another site's."""
    if not request.url.path.startswith((_ANSWERS, _SIGN_IN)) or not _sent_by_us(request):
        return []
    sent = await request.form()
    return [
        (message(label), value)
        for field, label in _FIELDS.items()
        for value in sent.getlist(field)
        if isinstance(value, str) and value.strip()
    ]


async def unsent(request: Request) -> Draft | None:
    """The answer that was being written, to be gone on with after signing in; None: nothing of the kind was sent.

    It is kept nowhere but in the page that is sent back. Whoever signs in there must be its writer.
    """
    if request.url.path not in _WRITTEN or not _sent_by_us(request):
        return None
    sent = await request.form()

    def values(field: str) -> list[str]:
        return [value for value in sent.getlist(field) if isinstance(value, str)]

    one = {field: "".join(values(field)[:1]) for field in ("question", "answer", "replaces", "writer")}
    draft = drafted(**one, clause=values("clause"), quote=values("quote"))
    return draft if draft.writer else None


def _sent_by_us(request: Request) -> bool:
    return request.method == "POST" and is_own_form(request.headers)
