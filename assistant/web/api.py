"""The routes that programs call (CONTRACT: HTTP), described at /api/openapi.json."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

from assistant import batch, explicit
from assistant.calculators.outcome import InvalidInputError, Outcome
from assistant.messages import message
from assistant.present import to_json
from assistant.web.bodies import AskBody, FeeBody, FeedbackBody, HoursBody, SearchQuery
from assistant.web.completion_body import CompletionBody
from assistant.web.completions import completion, completion_chunks, models
from assistant.web.events import EVENT_STREAM, EVENTS, answer_events, event_response
from assistant.web.failures import RefusedError, body_of
from assistant.web.paths import HEALTH, METRICS, READY
from assistant.web.recorder import UnknownQuestionError
from assistant.web.replies import AnswerRecord, Failure, Hits, Json, NotReady, Receipt, State
from assistant.web.request_id import current
from assistant.web.service import Answered, Asked, Service

QUESTION_ID = "X-Question-Id"
_FAILS: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (400, 404, 405, 413, 422, 429, 500, 503)
}


def routes(service: Service) -> APIRouter:
    """All routes over one service."""
    router = APIRouter(responses=_FAILS)
    _watched(router, service)
    _asking(router, service)
    _calculating(router, service)
    _completing(router, service)
    return router


def _watched(router: APIRouter, service: Service) -> None:
    @router.get(HEALTH, response_model=State)
    def healthz() -> Json:
        """The process lives."""
        return Json({"status": "ok"})

    @router.get(READY, response_model=State, responses={503: {"model": NotReady}})
    def readyz() -> Json:
        """Questions are answered."""
        if service.holder.ready:
            return Json({"status": "ready"})
        state, reason = service.holder.state, service.holder.failure
        return Json({**body_of(service.holder.not_open()), "status": state, "reason": reason}, status_code=503)

    @router.get(METRICS, response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    def metrics() -> Response:
        """Figures for Prometheus."""
        return Response(service.metrics.page(), media_type=CONTENT_TYPE_LATEST)


def _asking(router: APIRouter, service: Service) -> None:
    @router.post("/api/v1/ask", response_model=AnswerRecord, responses={200: EVENT_STREAM})
    async def ask(request: Request, body: AskBody, accept: Annotated[str, Header()] = "") -> Response:
        """One question, one cited answer; as server-sent events when `Accept: text/event-stream` is sent.

        A hopeless question (empty, too long, off our subject) has an answer too, which says so by its status.
        The header X-Question-Id, or the id of the `answer` event, is what feedback refers to.
        """
        earlier = tuple(turn.question for turn in body.history)
        asked = Asked(body.question, "api", earlier, body.district, body.on, body.conversation)
        if EVENTS in accept:
            return event_response(answer_events(await service.stream(request, asked), body.id))
        answered = await service.answer(request, asked)
        return Json(to_json(answered.answer, body.id), headers=_id_of(answered))

    @router.get("/api/v1/search", response_model=Hits)
    async def search(request: Request, query: Annotated[SearchQuery, Query()]) -> Json:
        """Ranked clauses for a look-up; never declines."""
        assistant = service.assistant()
        asked = batch.Asked(None, query.q, (), query.district, query.on)
        return Json(await service.run(request, lambda: batch.search(assistant, asked, query.k)))

    @router.post("/api/v1/feedback", status_code=204, response_class=Response)
    def feedback(body: FeedbackBody) -> Response:
        """Whether an answer was useful; the last verdict counts."""
        try:
            service.recorder.feedback(body.question_id, body.useful, body.reason)
        except UnknownQuestionError as error:
            text = message("failure.unknown_question")
            raise RefusedError(404, "unknown_question", text, "question_id") from error
        return Response(status_code=204)


def _calculating(router: APIRouter, service: Service) -> None:
    @router.post("/api/v1/calculate/fee", response_model=Receipt)
    def fee(body: FeeBody) -> Json:
        """Review fees by level and number of applications, or the fees of examination subjects."""
        rules = service.rules
        if not rules.fees:
            raise _no_rules()
        if body.subjects is not None and body.mode is None:
            raise RefusedError(422, "invalid", message("failure.subjects_without_mode"), "mode")
        return _receipt(lambda: explicit.fees(rules.fees, body.levels, body.mode, body.subjects))

    @router.post("/api/v1/calculate/hours", response_model=Receipt)
    def hours(body: HoursBody) -> Json:
        """What a year's study hours are short of; without figures, what a year needs."""
        rules = service.rules
        if not rules.hours:
            raise _no_rules()
        return _receipt(lambda: explicit.hours(rules.hours[0], body.hours, body.total))


def _completing(router: APIRouter, service: Service) -> None:
    @router.get("/v1/models")
    def list_models() -> dict[str, Any]:
        """The one model there is, for clients of OpenAI's interface."""
        return models()

    @router.post("/v1/chat/completions", responses={200: EVENT_STREAM})
    async def chat_completions(request: Request, body: CompletionBody) -> Response:
        """The same answers for clients of OpenAI's interface.

        Earlier user messages are the conversation's history; system messages change nothing. The text holds
        its citations; `citations` and `policy_answer` hold them as data. `usage` counts characters.
        """
        asked = body.asked()
        if body.stream:
            with_usage = bool(body.stream_options and body.stream_options.include_usage)
            spoken = await service.stream(request, asked)
            return event_response(completion_chunks(spoken, asked, current(), with_usage))
        answered = await service.answer(request, asked)
        return Json(completion(answered, asked), headers=_id_of(answered))


def _id_of(answered: Answered) -> dict[str, str]:
    """The header with the id that feedback refers to; none where nothing was kept."""
    return {QUESTION_ID: answered.question_id} if answered.question_id else {}


def _receipt(calculate: Callable[[], Outcome]) -> Json:
    try:
        return Json(explicit.as_record(calculate()))
    except InvalidInputError as error:
        raise RefusedError(422, "invalid", str(error)) from error


def _no_rules() -> RefusedError:
    return RefusedError(404, "no_rules", message("failure.no_rules"))
