"""Numerals, chunks, sentences and windows."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.numerals import to_chinese, to_int
from index.chunking import CHUNK_CHARACTERS, clause_chunks, parts, sentence_spans, windows
from index.model import ChunkKind
from tests.factories import document_of

_TEXTS = st.text(alphabet="甲乙丙，。；！？（）“”\n 0a", max_size=1500)


@given(st.integers(min_value=1, max_value=9999))
def test_numerals_round_trip(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(_TEXTS)
def test_sentences_are_together_the_whole_text(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text


@given(_TEXTS, st.integers(min_value=20, max_value=450))
def test_parts_cover_a_text_in_order_and_keep_the_limit(text: str, limit: int) -> None:
    spans = list(parts(text, limit))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= limit for start, end in spans)


@given(st.integers(0, 500), st.integers(0, 900))
def test_windows_lie_inside_and_reach_the_end(start: int, length: int) -> None:
    found = windows(start, start + length)
    assert all(start <= first < last <= start + length for first, last in found)
    assert not found or (found[0][0] == start and found[-1][1] == start + length)


@given(_TEXTS.filter(str.strip))
@settings(deadline=None)
def test_no_chunk_is_longer_than_the_model_reads(text: str) -> None:
    document = document_of(text)
    chunks = clause_chunks(document, document.clauses[0], ["问？"])
    assert all(len(chunk.text) <= CHUNK_CHARACTERS for chunk in chunks)
    whole = "".join(text[c.start : c.end] for c in chunks if c.kind is ChunkKind.WHOLE)
    assert whole == text
    assert len({chunk.id for chunk in chunks}) == len(chunks)
