"""What must hold of every sentence put in a model's mouth."""

import re
from functools import cache
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.extract import quotable
from assistant.phrasing.generate import Handle
from assistant.phrasing.names import names_in
from assistant.phrasing.phrased import sentences, verified
from assistant.phrasing.telling import GOVERNS, Kind, telling
from corpus.loader import load_corpus
from index.chunking import sentence_spans
from tests.conftest import ROOT

LONG = 190


@cache
def quotations() -> tuple[str, ...]:
    """What the shipped texts are quoted by, without numbering marks."""
    spans = [(clause.text, quotable(clause)) for clause in load_corpus(ROOT / "corpus").clauses]
    return tuple(text for text in (whole[start:end].strip() for whole, (start, end) in spans) if text)


@cache
def said_in() -> tuple[tuple[str, str], ...]:
    """Every sentence of the shipped texts that is short enough to be said, with its clause."""
    pairs = [(text[a:b].strip(), text) for text in quotations() for a, b in sentence_spans(text)]
    return tuple((sentence, text) for sentence, text in pairs if 4 < len(sentence) < LONG)


@cache
def names() -> tuple[str, ...]:
    return names_in(load_corpus(ROOT / "corpus"))


def passes(said: str, source: str) -> bool:
    return verified(f"{said}[1]", [Handle(1, source)], names()) is not None


@settings(deadline=None)
@given(st.data())
def test_a_sentence_of_the_clause_itself_passes(data: st.DataObject) -> None:
    sentence, source = data.draw(st.sampled_from(said_in()))
    assert passes(sentence, source)


@settings(deadline=None)
@given(st.data())
def test_a_whole_clause_passes(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([text for text in quotations() if len(text) < LONG]))
    assert passes(source, source)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_changed_figure_fails(data: st.DataObject) -> None:
    sentence, source = data.draw(st.sampled_from([pair for pair in said_in() if re.search("[0-9]", pair[0])]))
    figure = data.draw(st.sampled_from(list(re.finditer("[0-9]+", sentence))))
    other = data.draw(st.integers(0, 99_999).map(str))
    assume(int(other) != int(figure.group()))
    assert not passes(sentence[: figure.start()] + other + sentence[figure.end() :], source)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_telling_word_left_out_fails(data: st.DataObject) -> None:
    pairs = [pair for pair in said_in() if any(word.kind in GOVERNS for word in telling(pair[0]))]
    sentence, source = data.draw(st.sampled_from(pairs))
    word = data.draw(st.sampled_from([word for word in telling(sentence) if word.kind in GOVERNS]))
    # what stands in brackets may be left out as a whole only
    assert not passes(sentence[: word.start] + sentence[word.end :], source)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_prohibition_or_permission_turned_round_fails(data: st.DataObject) -> None:
    turned = {Kind.FORBIDS: "可以", Kind.EXEMPTS: "必须", Kind.PERMITS: "不得", Kind.OBLIGES: "无需"}
    pairs = [pair for pair in said_in() if any(word.kind in turned for word in telling(pair[0]))]
    sentence, source = data.draw(st.sampled_from(pairs))
    word = data.draw(st.sampled_from([word for word in telling(sentence) if word.kind in turned]))
    assert not passes(sentence[: word.start] + turned[word.kind] + sentence[word.end :], source)


@given(st.text(alphabet="甲乙12。！？[]【】 \n”", max_size=60), st.data())
def test_sentences_do_not_depend_on_how_the_text_was_cut(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edges = [0, *cuts, len(text)]
    pieces = [text[a:b] for a, b in pairwise(edges)]
    assert "".join("".join(sentences(pieces)).split()) == "".join("".join(sentences([text])).split())


@settings(deadline=None)
@given(st.text(max_size=220), st.sampled_from(["[1]", "【1】", "[2]", ""]))
def test_no_text_whatever_breaks_the_check(text: str, mark: str) -> None:
    verified(text + mark, [Handle(1, "珍本证每人收取押金300元，退证时退还。")])
