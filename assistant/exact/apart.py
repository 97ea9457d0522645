"""The clauses of one sentence that ask about several matters (pure)."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from assistant.cues import part
from assistant.exact.reading import Reader, Reading, segments
from assistant.exact.topic import Topic

_SUBJECTS = ("level", "title")


def each_apart(text: str, reader: Reader, asked: Callable[[Reading], Sequence[Topic]]) -> dict[str, list[str]]:
    """The topics that the clauses of a sentence ask about, with the clauses.

    One that asks nothing by itself is read behind the title or level named before it (中级叫啥，费用多少).
    """
    found: dict[str, list[str]] = {}
    subject = ""
    for segment in segments(text):
        reading = reader.read(segment)
        whole, topics = segment, asked(reading)
        if not topics and subject and part("asks").search(segment):
            whole = f"{subject}{segment}"
            topics = asked(reader.read(whole))
        for topic in topics:
            found.setdefault(topic.name, []).append(whole)
        named = [phrase for phrase in reading.phrases if phrase.slot in _SUBJECTS]
        subject = reading.text[named[-1].start : named[-1].end] if named else subject
    return found


def background(text: str) -> list[str]:
    """The stretches before the first that asks: they tell what all of them are about."""
    return list(takewhile(lambda segment: part("asks").search(segment) is None, segments(text)))
