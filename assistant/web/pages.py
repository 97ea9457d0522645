"""The applicants' pages on top of the interfaces: the chat at /, forms, guide, checklist and documents beside it."""

import os
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from assistant.settings import Settings
from assistant.web.failures import add_failures
from assistant.web.first_html import FirstHtml
from assistant.web.needed import OnlyNeeded
from assistant.web.service import Service

Notice = Callable[[], str | None]
# Gradio reads these when it is imported. It sums up the times of its latest 10,000 events after each one, for a page
# of figures that nobody sees here: never, and over few
_GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
}
_STATIC = Path(__file__).parent / "static"


def with_pages(app: FastAPI, settings: Settings, notice: Notice) -> FastAPI:
    """The application of `server.interfaces` with all pages of applicants mounted.

    Args:
        notice: what the chat page says instead of answering while it is out of service, None while it is not; called
            in a thread.
    """
    for name, value in _GRADIO.items():
        os.environ.setdefault(name, value)
    import gradio as gr

    from assistant.web.chat_page import build_page
    from assistant.web.plain_pages import plain_routes
    from assistant.web.templating import head, html
    from assistant.web.theme import theme

    service: Service = app.state.service
    app.add_middleware(FirstHtml, head=head("site", "answer", "chat"), top=html("chat_top.html", here="/"))

    app.include_router(plain_routes(lambda: service.corpus, settings.area_code))
    app.mount("/page", StaticFiles(directory=_STATIC), name="page")
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_page(service, settings, notice),
        path="/",
        theme=theme(),
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        run_history=False,  # the browser would keep a second copy, which a new conversation does not clear
    )
    for route in mounted.routes:
        if isinstance(route, Mount) and isinstance(route.app, FastAPI):
            route.app.add_middleware(OnlyNeeded)
            add_failures(route.app)  # a page of Gradio is an application of its own
    return mounted
