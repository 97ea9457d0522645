"""The web application and the server that runs it."""

import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.bootstrap import open_assistant, served_corpus
from assistant.errors import BadCallError
from assistant.messages import message
from assistant.personal import masked
from assistant.records.giving import GivenAnswers
from assistant.records.opening import open_store, unopened_records
from assistant.settings import Settings
from assistant.web.holder import AssistantHolder
from assistant.web.keeping import Keeping
from assistant.web.recorder import Recorder, Unrecorded
from assistant.web.records_opening import AT_ONCE, RecordsOpening
from assistant.web.staff.desk import Desk
from assistant.web.staff.rebuilding import Rebuilding, withdraw_changed
from corpus.model import Corpus

if TYPE_CHECKING:
    from fastapi import FastAPI

# seconds that a connection may lie idle: longer than people read, and than a proxy keeps it, so that it is never
# closed under a question that is on its way
_IDLE = 75


def create_app(settings: Settings, index: Path | None = None) -> "FastAPI":
    """The whole application: the applicants' pages from / on, the staff's at /staff, and the interfaces.

    Raises:
        PolicyError: the corpus or its index cannot be used; what can is opened in the background.
    """
    from assistant.web.pages import with_pages

    records = unopened_records(settings, masked)
    opening = RecordsOpening(partial(open_store, records.store, settings, AT_ONCE))
    opening.first()  # before the corpus is read: a restore may have to be finished
    corpus = served_corpus(settings, index)
    given = GivenAnswers(records.approved)
    opener = partial(open_assistant, settings.corpus, index, approved=given)
    holder = AssistantHolder(opener)
    recorder = Keeping(records)
    desk = Desk(settings, records, holder, recorder, Rebuilding.of(settings, index, holder, records, opener))

    def opened() -> None:
        withdraw_changed(records, holder.served(corpus))
        given.look_again()
        recorder.look_again()

    opening.then(opened)
    return with_pages(interfaces(settings, corpus, holder, recorder, desk), settings, desk.switch.notice)


def interfaces(
    settings: Settings,
    corpus: Corpus,
    holder: AssistantHolder,
    recorder: Recorder | None = None,
    desk: "Desk | None" = None,
) -> "FastAPI":
    """The application without the chat page: what programs call and the staff's pages, within limits, watched.

    Args:
        recorder: where answers and feedback are kept; by default nowhere.
        desk: what the staff's pages work with; without it, there are none.
    """
    from fastapi import FastAPI
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from assistant.web.api import routes
    from assistant.web.failures import add_failures
    from assistant.web.gate import Gate
    from assistant.web.headers import SecurityHeaders
    from assistant.web.limits import BodyLimit, RateLimit
    from assistant.web.metrics import Metrics
    from assistant.web.out_of_service import OutOfService
    from assistant.web.paths import OPENAPI
    from assistant.web.service import Service
    from assistant.web.staff.console import add_console
    from assistant.web.unmatched import refuse_the_rest
    from assistant.web.watch import Watch

    gate = Gate(settings.answers_at_work, settings.queue_size, settings.queue_seconds)
    metrics = Metrics()
    metrics.watch(gate, holder, corpus)
    service = Service(holder, corpus, gate, recorder or Unrecorded(), metrics)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        holder.start()
        yield

    app = FastAPI(title=message("api.title"), lifespan=lifespan, openapi_url=OPENAPI, docs_url=None, redoc_url=None)
    add_failures(app)
    known = routes(service)
    app.include_router(known)
    app.state.service = service  # the pages answer through the same gate, recorder and figures
    refuse_the_rest(app, known.routes)
    add_console(app, desk)
    # the last one added is the outermost
    if desk:
        app.add_middleware(OutOfService, switch=desk.switch)
    app.add_middleware(BodyLimit)
    app.add_middleware(RateLimit, per_minute=settings.rate_per_minute)
    app.add_middleware(Watch, metrics=metrics)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies)
    return app


def serve(settings: Settings, index: Path | None = None) -> None:
    """Serve until stopped; says where once the page can be opened.

    Raises:
        BadCallError: the address is taken or not ours.
        PolicyError: the corpus or its index cannot be used; the message says what to do.
    """
    import uvicorn

    from assistant.web.request_id import show_in_logs

    _check_address(settings.host, settings.port)
    show_in_logs()
    app = create_app(settings, index)
    address = f"http://{settings.host}:{settings.port}"
    sys.stderr.write(message("page.served", address=address) + "\n")
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        proxy_headers=False,  # whose X-Forwarded-For is believed is the application's own setting
        server_header=False,
        timeout_keep_alive=_IDLE,
    )


def _check_address(host: str, port: int) -> None:
    """Fail early and in plain words, not after seconds of loading."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadCallError(
                f"serve: {host}:{port} cannot be listened on ({error.strerror}). "
                "Stop the program that uses it, or name another with --port."
            ) from error
