"""The gate: so many at work, so many waiting, and whoever goes away makes room."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from assistant.web.failures import RefusedError
from assistant.web.gate import Gate

LONG = 60.0


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG):
        while not true():
            await asyncio.sleep(0.001)


def held() -> tuple[threading.Event, Callable[[], str]]:
    let = threading.Event()
    return let, lambda: str(let.wait(LONG))


def test_a_job_gives_its_result_and_its_place_back() -> None:
    async def run() -> None:
        gate = Gate(1, 1, LONG)
        assert [await (await gate.start(lambda: "done")) for _ in range(3)] == ["done"] * 3
        await until(lambda: gate.working == 0)

    asyncio.run(run())


def test_no_more_than_allowed_are_at_work_and_the_rest_wait_in_order() -> None:
    async def run() -> None:
        gate, order = Gate(2, 10, LONG), list[int]()
        let, job = held()
        first = [await gate.start(job), await gate.start(job)]
        rest = [asyncio.create_task(gate.start(lambda n=n: order.append(n))) for n in range(5)]
        await until(lambda: gate.waiting == 5)
        assert (gate.working, order) == (2, [])
        let.set()
        await asyncio.gather(*first)
        for each in [await task for task in rest]:
            await each
        assert sorted(order) == [0, 1, 2, 3, 4]

    asyncio.run(run())


def test_beyond_the_room_to_wait_a_job_is_refused_at_once() -> None:
    async def run() -> None:
        gate = Gate(1, 1, LONG)
        let, job = held()
        await gate.start(job)
        waiting = asyncio.create_task(gate.start(job))
        await until(lambda: gate.waiting == 1)
        with pytest.raises(RefusedError) as refused:
            await gate.start(job)
        assert (refused.value.status, refused.value.code) == (503, "busy")
        assert int(refused.value.headers["Retry-After"]) > 0
        let.set()
        await (await waiting)

    asyncio.run(run())


def test_whoever_waited_long_enough_is_refused() -> None:
    async def run() -> None:
        gate = Gate(1, 5, patience=0)
        let, job = held()
        await gate.start(job)
        with pytest.raises(RefusedError):
            await gate.start(job)
        assert gate.waiting == 0
        let.set()

    asyncio.run(run())


def test_one_who_goes_away_while_waiting_makes_room() -> None:
    async def run() -> None:
        gate = Gate(1, 1, LONG)
        let, job = held()
        await gate.start(job)
        waiting = asyncio.create_task(gate.start(job))
        await until(lambda: gate.waiting == 1)
        waiting.cancel()
        await until(lambda: gate.waiting == 0)
        after = asyncio.create_task(gate.start(lambda: "mine"))
        await until(lambda: gate.waiting == 1)
        let.set()
        assert await (await after) == "mine"

    asyncio.run(run())


def test_a_job_that_nobody_awaits_keeps_its_place_until_it_ends() -> None:
    async def run() -> None:
        gate = Gate(1, 0, LONG)
        let, job = held()
        abandoned = await gate.start(job)
        abandoned.cancel()
        await asyncio.sleep(0)
        with pytest.raises(RefusedError):
            await gate.start(job)
        let.set()
        await until(lambda: gate.working == 0)
        assert await (await gate.start(lambda: "next")) == "next"

    asyncio.run(run())


def test_a_job_that_fails_gives_its_place_back() -> None:
    def fail() -> None:
        raise ValueError("mine")

    async def run() -> None:
        gate = Gate(1, 0, LONG)
        with pytest.raises(ValueError, match="mine"):
            await (await gate.start(fail))
        await until(lambda: gate.working == 0)
        assert await (await gate.start(lambda: 1)) == 1

    asyncio.run(run())
