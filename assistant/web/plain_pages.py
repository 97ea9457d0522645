"""The pages beside the chat: forms, guide, checklist and documents, plain HTML that needs no script."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.messages import message
from assistant.model import Contact
from assistant.present import editions_foot
from assistant.web.calculators_page import fees_form, hours_form
from assistant.web.checklist import checklist
from assistant.web.document_page import document_view, documents_view
from assistant.web.eligibility_guide import PATH as GUIDE
from assistant.web.eligibility_guide import guide
from assistant.web.outcome_html import Outcomes
from assistant.web.render import dial
from assistant.web.templating import page
from corpus.model import Corpus


def plain_routes(corpus: Callable[[], Corpus], area_code: str) -> APIRouter:
    """Their routes.

    Args:
        corpus: tells the corpus that is served.
        area_code: what is dialled before local numbers.
    """
    router = APIRouter(include_in_schema=False)
    outcomes = Outcomes(corpus)
    _forms(router, outcomes)
    _guide(router, outcomes, area_code)
    _texts(router, corpus)
    return router


def _forms(router: APIRouter, outcomes: Outcomes) -> None:
    @router.get("/fees")
    def fees(request: Request) -> HTMLResponse:
        """Review and examination fees."""
        title, lead = message("form.fees_title"), message("form.fees_lead")
        now = outcomes.now()
        if not now.rules.fees:
            return _nothing("/fees", title, message("form.no_rules"))
        form = fees_form(now, dict(request.query_params))
        return page("calculator.html", here="/fees", title=title, lead=lead, form=form)

    @router.get("/hours")
    def hours(request: Request) -> HTMLResponse:
        """Study hours of a year."""
        title, lead = message("form.hours_title"), message("form.hours_lead")
        now = outcomes.now()
        if not now.rules.hours:
            return _nothing("/hours", title, message("form.no_rules"))
        form = hours_form(now, dict(request.query_params))
        return page("calculator.html", here="/hours", title=title, lead=lead, form=form)


def _guide(router: APIRouter, outcomes: Outcomes, area_code: str) -> None:
    @router.get(GUIDE)
    def eligibility(request: Request) -> HTMLResponse:
        """Whether somebody may, one question at a time."""
        now = outcomes.now()
        if not now.rules.eligibility:
            return _nothing(GUIDE, message("guide.title"), message("form.no_rules"))
        step = guide(now, dict(request.query_params))
        uncovered, phones = _whom_to_call(now.corpus, area_code)
        return page("guide.html", here=GUIDE, step=step, uncovered=uncovered, phones=phones)


def _whom_to_call(corpus: Corpus, area_code: str) -> tuple[str, Markup]:
    """What is said where the guide cannot tell, and the numbers of the city's office, if it has one."""
    uncovered, city = message("guide.uncovered"), corpus.city
    if city is None:
        return uncovered, dial([], area_code)
    office = city.office
    uncovered += message("guide.call", name=office.name, phones=message("page.and").join(office.phones))
    return uncovered, dial([Contact(office.name, office.phones, office.address)], area_code)


def _texts(router: APIRouter, corpus: Callable[[], Corpus]) -> None:
    @router.get("/checklist")
    def uploads() -> HTMLResponse:
        """What to upload, item by item."""
        found = checklist(corpus())
        if found is None:
            return _nothing("/checklist", message("checklist.title"), message("checklist.none"))
        foot = editions_foot([found.edition], None)
        return page("checklist.html", here="/checklist", list=found, foot=foot)

    @router.get("/documents")
    def documents() -> HTMLResponse:
        """All texts."""
        return page("documents.html", here="/documents", documents=documents_view(corpus()), missing=False)

    @router.get("/documents/{identity}")
    def document(identity: str) -> HTMLResponse:
        """One text, whole, with a table of contents; each clause can be linked to."""
        now = corpus()
        found = document_view(now, identity)
        if found is None:
            return page("documents.html", 404, here="/documents", documents=documents_view(now), missing=True)
        return page("document.html", here="/documents", document=found)


def _nothing(here: str, title: str, lead: str) -> HTMLResponse:
    return page("nothing.html", here=here, title=title, lead=lead)
