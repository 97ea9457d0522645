"""The web application and the server that runs it."""

import logging
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.bootstrap import served_corpus
from assistant.errors import BadCallError
from assistant.messages import message
from assistant.settings import Settings
from assistant.web.holder import AssistantHolder

if TYPE_CHECKING:
    from fastapi import FastAPI

_log = logging.getLogger(__name__)


def create_app(settings: Settings, index: Path | None = None) -> "FastAPI":
    """The application: the chat page at /, /healthz (the process lives) and /readyz (questions are answered).

    Raises:
        PolicyError: the corpus or its index cannot be used; what can is opened in the background.
    """
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse

    from assistant.web.chat_page import CSS, build_page

    corpus = served_corpus(settings, index)
    holder = AssistantHolder(settings.corpus, index)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        holder.start()
        yield

    app = FastAPI(title=message("page.title"), lifespan=lifespan, docs_url=None, redoc_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        if holder.ready:
            return JSONResponse({"status": "ready"})
        state = "failed" if holder.failure else "starting"
        return JSONResponse({"status": state, "reason": holder.failure}, status_code=503)

    @app.post("/gradio_api/upload")
    def upload() -> JSONResponse:
        """The page takes no files; Gradio would write whatever is sent to disk."""
        return JSONResponse({"detail": "Not Found"}, status_code=404)

    districts = [district.name for district in corpus.districts if not district.city]
    page = build_page(holder, districts, settings.queue_size, settings.area_code)
    mounted: FastAPI = gr.mount_gradio_app(
        app, page, path="/", theme=gr.themes.Soft(), css=CSS, footer_links=[], show_error=False, ssr_mode=False
    )
    return mounted


def serve(settings: Settings, index: Path | None = None) -> None:
    """Serve until stopped; says where once the page can be opened.

    Raises:
        BadCallError: the address is taken or not ours.
        PolicyError: the corpus or its index cannot be used; the message says what to do.
    """
    import uvicorn

    _check_address(settings.host, settings.port)
    app = create_app(settings, index)
    address = f"http://{settings.host}:{settings.port}"
    sys.stderr.write(message("page.served", address=address) + "\n")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")


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
