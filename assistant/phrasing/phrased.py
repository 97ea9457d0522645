"""What a language model says → the sentences of it that may be shown (pure).

A sentence is shown when it names clauses by the numbers they have in the answer, and says nothing but what
is quoted there (assistant/phrasing/faithful.py). All others are dropped without a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from assistant.phrasing.faithful import rests_on
from assistant.phrasing.generate import Handle

LONGEST = 400  # characters of all sentences together: more is no shorter than the quotations
_LONGEST_SENTENCE = 200
_MOST_READ = 20_000  # characters of what the model says, its thinking aloud included
_NUMBERS = r"[\[［【]\s*[0-9]{1,3}(?:\s*[,，、]\s*[0-9]{1,3})*\s*[\]］】]"
_MARKS = re.compile(rf"(?:\s*{_NUMBERS})+")
_SENTENCE = re.compile(rf"[^。！？!?\n]*[。！？!?\n]+[”’」』）)]*(?:[ \t]*{_NUMBERS})*")
_MAY_GO_ON = tuple("[［【”’」』）) \t")
_LONGEST_MARK = 20
_MOST_SENTENCES = 200  # that are looked at
_RUNS_ON = "，,；;、：: "
_ENDS = ("。", "！", "？")


def faithful_sentences(pieces: Iterable[str], handles: Sequence[Handle], names: Sequence[str] = ()) -> Iterator[str]:
    """The sentences that may be shown, each as soon as its end has come; none twice, none beyond the limit.

    Args:
        names: names that must not be taken for one another (assistant/phrasing/telling.py).
    """
    seen: set[str] = set()
    length = 0
    for sentence in islice(sentences(pieces), _MOST_SENTENCES):
        shown = verified(sentence, handles, names)
        if shown is None or shown in seen:
            continue
        length += len(shown)
        if length > LONGEST:
            return
        seen.add(shown)
        yield shown


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Text that comes in pieces, sentence by sentence, each with the numbers after it."""
    waiting, read = "", 0
    for piece in pieces:
        read += len(piece)
        if read > _MOST_READ:
            return
        waiting += piece
        while (match := _SENTENCE.match(waiting)) and not _may_go_on(waiting[match.end() :]):
            yield from filter(None, [match.group().strip()])
            waiting = waiting[match.end() :]
    yield from filter(None, (found.strip() for found in _SENTENCE.findall(waiting)))
    rest = _SENTENCE.sub("", waiting).strip()
    if _MARKS.search(rest):  # without an end or a number it may have been cut off
        yield rest


def verified(sentence: str, handles: Sequence[Handle], names: Sequence[str] = ()) -> str | None:
    """The sentence as it may be shown, its numbers written [n]; None when it may not be."""
    known = {handle.n: handle.text for handle in handles}
    if len(sentence) > _LONGEST_SENTENCE:
        return None
    shown, start = "", 0
    for marks in _MARKS.finditer(sentence):
        numbers = list(dict.fromkeys(map(int, re.findall(r"[0-9]+", marks.group()))))
        said = sentence[start : marks.start()].strip()
        if not _holds(said, numbers, known, names):
            return None
        last = said.rstrip(_RUNS_ON) if marks.end() == len(sentence) else said
        shown += last + ("。" if last != said else "") + "".join(f"[{number}]" for number in numbers)
        start = marks.end()
    rest = sentence[start:].strip()
    if not shown or rest.strip("。！？!?” "):
        return None
    ended = rest or shown.rstrip("[]0123456789").endswith(_ENDS)
    return f"{shown}{rest}" if ended else f"{shown}。"


def _holds(said: str, numbers: Sequence[int], known: Mapping[int, str], names: Sequence[str]) -> bool:
    return all(number in known for number in numbers) and rests_on(said, [known[n] for n in numbers], names)


def _may_go_on(rest: str) -> bool:
    """True while what follows a sentence may still be a number of it that has not come whole."""
    return not rest or (rest.startswith(_MAY_GO_ON) and len(rest) < _LONGEST_MARK)
