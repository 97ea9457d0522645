"""Which clauses are found, for whom and on which day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.loader import load_corpus
from corpus.model import Corpus
from index.build import build_index, open_index
from index.model import Hit
from index.retriever import HybridRetriever
from index.store import IndexStore
from tests.conftest import MINI
from tests.factories import HashEmbedder


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(MINI)


@pytest.fixture(scope="module")
def retriever(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    return built(corpus, tmp_path_factory.mktemp("index"))


def built(corpus: Corpus, folder: Path) -> HybridRetriever:
    store, embedder = IndexStore(folder), HashEmbedder()
    build_index(corpus, store, embedder)
    return open_index(corpus, store, embedder)


def clauses(hits: list[Hit]) -> list[str]:
    return [hit.clause.id for hit in hits]


def test_a_typical_question_leads_to_its_clause(retriever: HybridRetriever) -> None:
    best = retriever.search("普通借书卡要交多少钱")[0]
    assert best.clause.id == "yunhai#s2-i1"
    assert best.question == "普通借书卡要交多少钱"


def test_the_text_of_another_district_is_never_found(retriever: HybridRetriever) -> None:
    everything = retriever.search("馆员在5个工作日内审核", k=1000)
    assert not any(clause.startswith("dongwan") for clause in clauses(everything))
    assert not any(
        clause.startswith("dongwan") for clause in clauses(retriever.search("自助借书机", district="西湾区", k=1000))
    )


def test_people_of_a_district_find_its_text(retriever: HybridRetriever) -> None:
    assert clauses(retriever.search("自助借书机在哪", district="东湾区", k=1)) == ["dongwan#s2-p1"]


def test_one_hit_a_clause_and_as_many_as_asked_for(retriever: HybridRetriever, corpus: Corpus) -> None:
    general = [c for d in corpus.documents if d.jurisdiction == "云海市" for c in d.clauses]
    hits = retriever.search("图书证", k=1000)
    assert sorted(clauses(hits)) == sorted(clause.id for clause in general)
    assert [hit.rank for hit in hits] == list(range(1, len(general) + 1))
    assert len(retriever.search("图书证", k=3)) == 3


def test_totals_are_the_scores_that_a_search_orders_by(retriever: HybridRetriever) -> None:
    totals = retriever.totals("评审费多少")
    hits = retriever.search("评审费多少", k=len(totals))
    assert [hit.score for hit in hits] == [totals[hit.clause.id] for hit in hits]
    assert retriever.totals("评审费多少", on=date(1990, 1, 1)) == {
        hit.clause.id: hit.score for hit in retriever.search("评审费多少", on=date(1990, 1, 1), k=999)
    }


def test_a_query_that_nothing_matches_still_ranks_everything(retriever: HybridRetriever) -> None:
    assert len(retriever.search("zzz", k=5)) == 5


def test_the_same_query_gives_the_same_hits(retriever: HybridRetriever) -> None:
    assert retriever.search("办证流程") == retriever.search("办证流程")


def test_a_superseded_text_answers_only_for_its_own_days(corpus: Corpus, tmp_path: Path) -> None:
    old = replace(
        corpus.documents[0], jurisdiction=None, effective_from=date(2030, 1, 1), superseded_on=date(2031, 1, 1)
    )
    retriever = built(replace(corpus, documents=(old, corpus.documents[1])), tmp_path)
    assert len(retriever.allowed(None, None)) == 0
    assert len(retriever.allowed(None, date(2029, 12, 31))) == 0
    assert len(retriever.allowed(None, date(2030, 1, 1))) == len(old.clauses)
    assert len(retriever.allowed(None, date(2030, 12, 31))) == len(old.clauses)
    assert len(retriever.allowed(None, date(2031, 1, 1))) == 0
