"""Security headers on every response."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.paths import REPORT, STAFF_ASSETS, is_ours, is_staff

# Gradio's page hands its settings to its scripts in an inline script that differs from one request to the
# next, so that no hash fits it, and sets styles on elements: it needs 'unsafe-inline' for both. It works without
# 'unsafe-eval' as long as no page uses gr.HTML, whose templates are compiled in the browser. Texts of users and
# documents are escaped before they reach the page. Nothing is loaded from, or sent to, another origin.
PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# an answer in JSON is no page: should a browser ever show it as one, it may load nothing
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
# the staff's pages load scripts and styles of ours and nothing else; nothing in them is inline
STAFF_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# the evaluation report is shown as it is: it may look like something and do nothing
REPORT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers hide from us, too, where a form comes from
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds the headers to each response as it starts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_EVERYWHERE)
                headers["Content-Security-Policy"] = _policy(path, message["status"])
                if is_ours(path) or (is_staff(path) and not path.startswith(STAFF_ASSETS)):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, sent)


def _policy(path: str, status: int) -> str:
    if is_ours(path):
        return API_POLICY
    if path == REPORT and status < 400:  # otherwise it is a page of ours, to sign in or to say that there is none
        return REPORT_POLICY
    return STAFF_POLICY if is_staff(path) else PAGE_POLICY
