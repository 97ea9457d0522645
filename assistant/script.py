"""An answer → what somebody on the telephone reads aloud: twenty seconds at most, whole sentences (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.messages import message
from assistant.model import Answer, AnswerStatus
from assistant.present import citation_lines
from corpus.markers import marker_at
from corpus.verdicts import Verdict

LONGEST = 90  # characters: twenty seconds at four and a half a second
_SENTENCE = re.compile(r"[^\n\u3002\uff01\uff1f!?]+[\u3002\uff01\uff1f!?]*")  # up to a full stop, ! or ?
_NUMBERED = re.compile(r"\[\d+\]")
_OPEN_END = ("\uff1a", ":")  # a colon: what it announces is not read aloud
_STOP, _PAUSE = "\u3002", "\uff1b"
_ENDS = (_STOP, "\uff01", "\uff1f", "!", "?")


@dataclass(frozen=True, slots=True)
class Script:
    """`ask` is what the caller must be asked first, with its choices; empty when nothing is missing."""

    text: str
    ask: str = ""
    choices: tuple[str, ...] = ()


def script_of(answer: Answer) -> Script:
    """What to say: the verdict or the figure first, then as much as fits, no sentence cut short.

    Where something of the answer is left out, the last words say that there is more.
    """
    lines, quotes = _blocks(answer)
    steps = answer.calculation.steps if answer.calculation else ()
    spoken = [line for line in lines if line not in steps]
    ask = ""
    if answer.status is AnswerStatus.NEEDS_DETAIL:
        ask = next((line.rstrip("".join(_OPEN_END)) for line in spoken), "")
        spoken = spoken[1:]
    said = [sentence for line in spoken for sentence in _sentences(line)]
    if all(_is_verdict(sentence) for sentence in said):
        said += sorted((sentence for quote in quotes for sentence in _sentences(quote)), key=_has_no_figure)
    # what is declined is declined first, and then who knows
    text = _fitted(said, "") if answer.refused else _fitted(sorted(said, key=_rank), message("script.more"))
    if not text and not ask:
        section = answer.citations[0].section if answer.citations else ""
        text = message("script.read_clause", section=section)
    return Script(text, ask, answer.suggestions if ask else ())


def _blocks(answer: Answer) -> tuple[list[str], list[str]]:
    """The lines that are said and those that are quoted, without citations and foot."""
    lines: list[str] = []
    quotes: list[str] = []
    citations = "\n".join(citation_lines(answer.citations))
    for block in answer.text.split("\n\n"):
        if citations and block == citations:
            break
        for line in block.split("\n"):
            bare = _NUMBERED.sub("", line).strip()
            (quotes if bare.startswith(">") else lines).append(bare.removeprefix(">").strip())
    return [line for line in lines if line], [quote for quote in quotes if quote]


def _sentences(line: str) -> Iterator[str]:
    """The sentences of a line, without the number before them; one that only announces something is left out."""
    marker = marker_at(line)
    for found in _SENTENCE.findall(line[marker.end :] if marker else line):
        sentence = found.strip()
        if sentence.endswith(_OPEN_END) or not sentence:
            continue
        whole = sentence if sentence.endswith(_ENDS) else f"{sentence.rstrip(_PAUSE)}{_STOP}"
        if len(whole) <= LONGEST:
            yield whole
        else:  # its parts stand between semicolons
            yield from (f"{part.strip(_STOP)}{_STOP}" for part in whole.split(_PAUSE) if part.strip(_STOP))


def _fitted(sentences: Sequence[str], more: str) -> str:
    """As many of the sentences as there is time for, none of them passed over; when not all, `more` is said last."""
    whole = "".join(dict.fromkeys(sentences))
    if len(whole) <= LONGEST:
        return whole
    text = ""
    for sentence in dict.fromkeys(sentences):
        if len(text) + len(sentence) + len(more) <= LONGEST:
            text += sentence
        elif text:
            break
    return text and text + more


def _rank(sentence: str) -> int:
    if _is_verdict(sentence):
        return 0
    return 1 + _has_no_figure(sentence)


def _has_no_figure(sentence: str) -> bool:
    return not any(character.isdigit() for character in sentence)


def _is_verdict(sentence: str) -> bool:
    return sentence in _verdicts()


@lru_cache(maxsize=1)
def _verdicts() -> frozenset[str]:
    return frozenset(message(f"verdict.{name.value}") for name in Verdict)
