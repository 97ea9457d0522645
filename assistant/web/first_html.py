"""Gradio's first response, put right: it says that it is English, introduces itself as Gradio, and shows nothing."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ENGLISH, _CHINESE = 'lang="en"', 'lang="zh-CN"'
_BODY = re.compile(r"<body[^>]*>")
_CARDS = re.compile(r'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>')


def put_right(page: str, head: str, top: str) -> str:
    """The page in Chinese, without Gradio's cards for social networks.

    Args:
        head: what every page of ours loads.
        top: what stands above the chat, and is there before Gradio's scripts are.
    """
    ours = _CARDS.sub("", page).replace(_ENGLISH, _CHINESE, 1).replace("</head>", f"{head}</head>", 1)
    return _BODY.sub(lambda body: body.group() + top, ours, count=1)


class FirstHtml:
    """Puts the chat page right as it is sent: Gradio has no setting for either."""

    def __init__(self, app: ASGIApp, head: str, top: str) -> None:
        self._app = app
        self._head = head
        self._top = top

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def sent(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            html = MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
            if html and start["status"] == 200:  # what stands there instead of the chat is a page of ours already
                body = put_right(body.decode(), self._head, self._top).encode()
                MutableHeaders(scope=start)["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, sent)
