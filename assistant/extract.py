"""The sentences of a clause that answer a question (pure).

A short clause is quoted whole: half a rule misleads. Of a long one, the sentences that cover most of
what was asked and lie nearest in meaning, in one piece, so that the quotation is contiguous.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.cues import document_number
from assistant.cues import sentences as kinds_of_sentence
from corpus.markers import marker_at
from corpus.model import Clause, ClauseKind
from index.chunking import sentence_spans

if TYPE_CHECKING:
    from index.coverage import QueryTerms
    from index.model import Hit

WHOLE_CHARACTERS = 120  # a clause up to this long is quoted whole
QUOTE_CHARACTERS = 200  # a selection is not extended beyond this
ALL_CHARACTERS = 360  # … and up to this where all of it is asked for
_LONGEST_TITLE = 12
_SENTENCE = 260  # a longer sentence is cut at its commas
_ALSO = 0.7  # share of the best sentence's relevance that another one needs to be quoted too
_APART = 0.75  # … and to be quoted though it does not fit into one piece with the best
_MEANING_WEIGHT = 0.8
_WANTED_WEIGHT = 0.5
_TITLE = re.compile(r"[^。：:；，]{2,24}(?=[。：:])")
_ASKS = re.compile(r"多少|几|多久|多长|多大")
_LEANS_BACK = re.compile(
    r"其中|例[如：:]|如[：:]|否则|但|并|且|因此|其余|其他|该|上述|对于?(不|符合|需要)|逾期|没有|若|另"
)
_SPREAD = 0.06  # cosines this far below the nearest say nothing of what was asked

Span = tuple[int, int]
Terms = Callable[[str], frozenset[str]]


def quotable(clause: Clause) -> Span:
    """The clause without its numbering mark, which the citation's section gives."""
    marker = marker_at(clause.text) if clause.kind is ClauseKind.ITEM else None
    return (marker.end if marker else 0, len(clause.text))


def item_title(clause: Clause) -> Span | None:
    """The name that opens an item (单位审核 in （3）单位审核：…), or None when a sentence does."""
    start, _ = quotable(clause)
    match = _TITLE.match(clause.text, start)
    return match.span() if match else None


def first_sentence(clause: Clause) -> Span:
    """The first sentence of a clause, without its numbering mark."""
    start, end = quotable(clause)
    first = sentence_spans(clause.text[start:end])[0]
    return _trimmed(clause.text, start + first[0], start + first[1])


def span_of_words(clause: Clause, words: Sequence[str]) -> Span:
    """What to quote of a clause for words of it that a rule rests on: a short clause whole, else their sentences.

    Of a sentence that is itself too long to quote whole, from the first of the words to the last.
    """
    start, end = quotable(clause)
    if end - start <= WHOLE_CHARACTERS:
        return _trimmed(clause.text, start, end)
    first = min(clause.text.index(each) for each in words)
    last = max(clause.text.index(each) + len(each) for each in words)
    spans = [(start + a, start + b) for a, b in sentence_spans(clause.text[start:end])]
    inside = [(a, b) for a, b in spans if a < last and first < b]
    a, b = inside[0][0], inside[-1][1]
    return _trimmed(clause.text, a, b) if b - a <= WHOLE_CHARACTERS else (first, last)


def last_sentence(clause: Clause) -> Span:
    """The last sentence of a clause, without its numbering mark: the one that a list after it goes on with."""
    start, end = quotable(clause)
    last = sentence_spans(clause.text[start:end])[-1]
    return _trimmed(clause.text, start + last[0], start + last[1])


def document_sentence(clause: Clause) -> Span | None:
    """The first sentence of a clause that names a document by its number, or None."""
    return sentence_with(clause, document_number())


def sentence_with(clause: Clause, words: re.Pattern[str]) -> Span | None:
    """The first sentence of a clause in which some words stand, or None."""
    start, end = quotable(clause)
    spans = ((start + a, start + b) for a, b in sentence_spans(clause.text[start:end]))
    return next((_trimmed(clause.text, a, b) for a, b in spans if words.search(clause.text, a, b)), None)


def answering_spans(hit: "Hit", query: "QueryTerms", terms: Terms, whole: bool = False) -> list[Span]:
    """The parts of the hit's clause to quote, as spans of its text in order: one, or two that lie apart.

    Args:
        terms: the distinct terms of a text, cut as the query's were.
        whole: all of something is asked for (哪些, 步骤): a clause is quoted whole up to ALL_CHARACTERS.
    """
    clause = hit.clause
    start, end = quotable(clause)
    if clause.kind is ClauseKind.ROW or end - start <= (ALL_CHARACTERS if whole else WHOLE_CHARACTERS):
        return [_trimmed(clause.text, start, end)]
    sentences = _pieces(clause.text, start, end)
    if len(sentences) == 1:
        return [_trimmed(clause.text, start, end)]
    relevance = _relevance(clause, sentences, hit, query, terms)
    order = sorted(range(len(sentences)), key=lambda index: -relevance[index])
    first = last = order[0]

    def room(a: int, b: int) -> bool:
        return sentences[b][1] - sentences[a][0] <= QUOTE_CHARACTERS

    for index in order[1:]:
        if relevance[index] >= _ALSO * relevance[order[0]] and room(min(first, index), max(last, index)):
            first, last = min(first, index), max(last, index)
    if first == 1 and _is_title(clause.text, sentences[0]):
        first = 0  # 上传其他附件。凡系统中无对应栏目… : the name of the item belongs to its sentence
    while first > 0 and _leans_back(clause.text, sentences[first]) and room(first - 1, last):
        first -= 1
    opening = _opening(clause.text, sentences, first)
    if opening is not None and room(opening[0], last):
        first, opening = opening[0], None
    spans = [_trimmed(clause.text, sentences[first][0], sentences[last][1])]
    if opening is not None:  # 副高级…人员范围： and of the ranges after it the one that fits
        spans.append(opening[1])
    apart = next((i for i in order if i < first or i > last), None)
    if apart is not None and relevance[apart] >= _APART * relevance[order[0]]:
        spans.append(_trimmed(clause.text, *sentences[apart]))
    return sorted(spans)


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """Sentences; one that is too long to quote is cut at its commas, or, without any, where it must be."""
    found: list[Span] = []
    for a, b in sentence_spans(text[start:end]):
        first, last = start + a, start + b
        while last - first > _SENTENCE:
            comma = max(text.rfind(mark, first + 1, first + QUOTE_CHARACTERS) for mark in "，,、：: ")
            cut = comma + 1 if comma > first + QUOTE_CHARACTERS // 2 else first + QUOTE_CHARACTERS
            found.append((first, cut))
            first = cut
        found.append((first, last))
    return found


def _relevance(clause: Clause, sentences: Sequence[Span], hit: "Hit", query: "QueryTerms", terms: Terms) -> list[float]:
    """How much each sentence says of what was asked: covered words, and nearness in meaning."""
    cut = [terms(clause.text[a:b]) for a, b in sentences]
    covered = [query.covered_by(found) for found in cut]
    if hit.question is not None:  # the typical question says the same in the words of the trade
        asked = terms(hit.question)
        hinted = [len(asked & found) / max(1, len(asked)) for found in cut]
        covered = [a + b for a, b in zip(covered, hinted, strict=True)]
    wanted = [has for asks, has in kinds_of_sentence() if asks.search(query.text)]
    most, nearest = max(covered), _nearness(sentences, hit)
    return [
        (words / most if most else 0.0)
        + _MEANING_WEIGHT * max(0.0, 1 - (max(nearest) - near) / _SPREAD)
        + _WANTED_WEIGHT * any(has.search(clause.text, a, b) for has in wanted)
        for (a, b), words, near in zip(sentences, covered, nearest, strict=True)
    ]


def _nearness(spans: Sequence[Span], hit: "Hit") -> list[float]:
    """For each span the cosine of the nearest window that lies mostly in it, or holds most of it."""
    starts = [window.start for window in hit.windows]
    longest = max((window.end - window.start for window in hit.windows), default=0)
    found = []
    for a, b in spans:
        around = hit.windows[bisect_left(starts, a - longest) : bisect_right(starts, b)]
        near = [w.similarity for w in around if 2 * (min(b, w.end) - max(a, w.start)) >= min(b - a, w.end - w.start)]
        found.append(max(near, default=hit.similarity))
    return found


def _leans_back(text: str, sentence: Span) -> bool:
    """True for a sentence that is not understood without the one before it."""
    return _LEANS_BACK.match(text, sentence[0]) is not None


def _opening(text: str, sentences: Sequence[Span], at: int) -> tuple[int, Span] | None:
    """For one of several after 人员范围：…；…；… the first of them, and the words that say what they are; else None."""
    first = at
    while first > 0 and text[: sentences[first][0]].rstrip().endswith("；"):
        first -= 1
    title = _TITLE.match(text, sentences[first][0]) if first < at else None
    return (first, (title.start(), title.end() + 1)) if title else None


def _is_title(text: str, sentence: Span) -> bool:
    """True for a first sentence that only names the matter."""
    return sentence[1] - sentence[0] <= _LONGEST_TITLE and _ASKS.search(text, *sentence) is None


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
