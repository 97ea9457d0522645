"""What the interfaces answer to a wrong method or an unknown path, before the page's own routes are reached."""

from collections.abc import Iterable

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from assistant.web.failures import RefusedError, response_to
from assistant.web.paths import API_PREFIXES


class _Refuse:
    """An endpoint for every method that always refuses."""

    def __init__(self, status: int, allowed: str | None = None) -> None:
        self._refusal = RefusedError(status, headers={"Allow": allowed} if allowed else None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request."""
        await response_to(self._refusal, scope["path"])(scope, receive, send)


def refuse_the_rest(app: FastAPI, routes: Iterable[BaseRoute]) -> None:
    """After all routes: their paths with another method are 405, other paths of the interfaces are 404."""
    methods: dict[str, set[str]] = {}
    for route in routes:
        if isinstance(route, APIRoute):
            methods.setdefault(route.path, set()).update(route.methods or ())
    for path, allowed in methods.items():
        app.router.routes.append(Route(path, _Refuse(405, ", ".join(sorted(allowed))), include_in_schema=False))
    for prefix in API_PREFIXES:
        app.router.routes.append(Route(f"{prefix}{{rest:path}}", _Refuse(404), include_in_schema=False))
