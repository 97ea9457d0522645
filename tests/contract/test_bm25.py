"""The word side against the formula itself, written out (Robertson and Zaragoza 2009; Lucene's variant)."""

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.lexical import K1, B, LexicalIndex
from index.segment import Segmenter

TEXTS = [
    "中级职称评审收费标准为每人次160元",
    "高级职称评审收费标准为每人次360元",
    "公示期不少于5个工作日",
    "职称 IE11 浏览器 职称",
    "！！！",
]
QUERIES = ["中级收费", "职称公示", "ie11", "没有出现过的字呀", "职称职称职称", ""]


def by_the_formula(query: str, segmenter: Segmenter) -> list[float]:
    documents = [segmenter.terms(text) for text in TEXTS]
    average = sum(map(len, documents)) / len(documents)
    scores = []
    for terms in documents:
        counts, score = Counter(terms), 0.0
        for term in segmenter.terms(query):
            having = sum(term in other for other in documents)
            if not having:
                continue
            idf = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
            score += idf * counts[term] / (counts[term] + K1 * (1 - B + B * len(terms) / average))
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", QUERIES)
def test_scores_are_those_of_the_formula(query: str) -> None:
    segmenter = Segmenter(["收费标准", "工作日"])
    index = LexicalIndex.build(TEXTS, segmenter)
    assert index.scores(query) == pytest.approx(by_the_formula(query, segmenter), abs=1e-4)


def test_a_saved_index_scores_alike(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS, Segmenter(["收费标准"]))
    index.save(tmp_path / "words")
    again = LexicalIndex.load(tmp_path / "words")
    for query in QUERIES:
        assert np.array_equal(index.scores(query), again.scores(query))
        assert again.informativeness("职称") == index.informativeness("职称")


def test_texts_without_a_single_term_score_nothing(tmp_path: Path) -> None:
    index = LexicalIndex.build(["！", "？"], Segmenter([]))
    index.save(tmp_path / "words")
    assert LexicalIndex.load(tmp_path / "words").scores("职称").tolist() == [0.0, 0.0]
