"""Many small pieces of text are shown in few steps, and none is lost or late."""

import asyncio
import time
from collections.abc import AsyncGenerator

import pytest

from assistant.web.gathered import gathered

LONG = 60.0  # seconds that no test waits


async def spoken(*pieces: str | float | Exception) -> AsyncGenerator[str | int]:
    """Texts and whole numbers; a float is a pause in seconds."""
    for piece in pieces:
        if isinstance(piece, float):
            await asyncio.sleep(piece)
        elif isinstance(piece, Exception):
            raise piece
        else:
            yield piece


def heard(moment: float, *pieces: str | float | Exception) -> list[str | int]:
    async def all_of_them() -> list[str | int]:
        return [piece async for piece in gathered(spoken(*pieces), moment)]

    return asyncio.run(all_of_them())


def test_what_comes_at_once_is_one_piece() -> None:
    assert heard(LONG, "一", "二", "三") == ["一二三"]


def test_what_comes_before_the_end_of_the_matter_is_not_shown_first() -> None:
    assert heard(LONG, "一", "二", 1) == [1]


def test_text_does_not_wait_for_what_comes_late() -> None:
    assert heard(0.1, "一", "二", 0.6, "三", 1) == ["一二", 1]
    began = time.monotonic()
    assert heard(0.1, "一", 0.6, "二") == ["一", "二"]
    assert time.monotonic() - began < 10


def test_pieces_that_never_pause_are_shown_all_the_same() -> None:
    said = heard(0.1, *(["字", 0.02] * 30))
    assert "".join(map(str, said)) == "字" * 30
    assert 2 <= len(said) <= 8


def test_nothing_is_nothing() -> None:
    assert heard(LONG) == []


def test_what_fails_on_the_way_is_raised() -> None:
    with pytest.raises(RuntimeError, match="broken"):
        heard(LONG, "一", RuntimeError("broken"))


def test_who_stops_listening_stops_the_speaker() -> None:
    stopped = []

    async def speaker() -> AsyncGenerator[str]:
        try:
            yield "一"
            await asyncio.sleep(LONG)
        finally:
            stopped.append(True)

    async def listen() -> None:
        listening = gathered(speaker(), 0.01)
        assert await anext(listening) == "一"
        await listening.aclose()

    asyncio.run(listen())
    assert stopped == [True]
