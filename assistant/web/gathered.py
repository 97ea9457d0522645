"""Text that comes in many small pieces, in fewer."""

import asyncio
import time
from collections.abc import AsyncGenerator
from typing import TypeVar

T = TypeVar("T")


async def gathered(pieces: AsyncGenerator[str | T], moment: float) -> AsyncGenerator[str | T]:
    """The pieces, those of text that come within a moment joined; all that is not text as it comes.

    Text that what follows it at once makes needless is left out.
    """
    coming = asyncio.ensure_future(anext(pieces, None))
    text, due = "", 0.0
    try:
        while True:
            late = max(0.0, due - time.monotonic()) if text else None
            done, _ = await asyncio.wait((coming,), timeout=late)
            if not done:
                yield text
                text = ""
                continue
            piece = coming.result()
            if piece is None:
                break
            coming = asyncio.ensure_future(anext(pieces, None))
            if isinstance(piece, str):
                due = due if text else time.monotonic() + moment
                text += piece
            else:
                text = ""
                yield piece
        if text:
            yield text
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)
        await pieces.aclose()
