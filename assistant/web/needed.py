"""Of all that Gradio answers, what the chat page needs."""

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.failures import RefusedError, told_to
from assistant.web.paths import is_page_part


class OnlyNeeded:
    """Stands before Gradio: there is nothing (404) where the page never asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what belongs to the page."""
        if scope["type"] != "http" or is_page_part(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await told_to(scope, RefusedError(404))(scope, receive, send)
