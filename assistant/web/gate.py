"""The gate to the assistant: so many answers at work, so many waiting, and nobody longer than patience lasts."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

from starlette.requests import Request

from assistant.web.failures import ClientGoneError, RefusedError

T = TypeVar("T")
RETRY_AFTER = 5  # seconds after which a place is likely to be free


class Gate:
    """Lets jobs through, in order of arrival, into threads of its own: the event loop never waits for one.

    Args:
        at_work: jobs that run at the same time.
        room: jobs that may wait for their turn.
        patience: seconds that a job waits at most.
    """

    def __init__(self, at_work: int, room: int, patience: float) -> None:
        self._turns = asyncio.Semaphore(at_work)
        self._threads = ThreadPoolExecutor(at_work, thread_name_prefix="answer")
        self._room = room
        self._patience = patience
        self.waiting = 0
        self.working = 0

    async def start(self, job: Callable[[], T]) -> "asyncio.Future[T]":
        """The result to come of a job that is now at work.

        The job keeps its place until its thread ends, even when nobody awaits the result any more; while
        it waits, cancelling gives the place to the next.

        Raises:
            RefusedError: too many wait already, or its turn did not come in time (503).
        """
        await self._enter()
        loop = asyncio.get_running_loop()
        self.working += 1
        running = self._threads.submit(copy_context().run, job)
        running.add_done_callback(lambda done: self._leave_from_thread(loop, done))
        return asyncio.wrap_future(running)

    async def _enter(self) -> None:
        if self._turns.locked() and self.waiting >= self._room:
            raise _busy()
        self.waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._turns.acquire()
        except TimeoutError:
            raise _busy() from None
        finally:
            self.waiting -= 1

    def _leave_from_thread(self, loop: asyncio.AbstractEventLoop, _: "Future[Any]") -> None:
        if not loop.is_closed():  # a server that stops waits for nobody
            loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        self.working -= 1
        self._turns.release()


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What the work results in, as long as the client waits for it.

    Raises:
        ClientGoneError: the client went away first; the work is cancelled.
    """
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            gone.result()
            raise ClientGoneError
        return task.result()
    finally:
        for each in (task, gone):
            each.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _busy() -> RefusedError:
    return RefusedError(503, "busy", headers={"Retry-After": str(RETRY_AFTER)})
