"""Building: incremental, atomic, fingerprinted."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.examples import Label
from corpus.loader import load_corpus
from corpus.model import Corpus
from index.build import build_index, open_index, plain_questions
from index.errors import IndexMissingError, IndexStaleError, IndexStoreError
from index.health import faults, status
from index.store import IndexStore
from tests.conftest import MINI
from tests.factories import HashEmbedder


@pytest.fixture
def corpus() -> Corpus:
    return load_corpus(MINI)


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "index")


def changed(corpus: Corpus, old: str, new: str) -> Corpus:
    """The corpus with other words in one typical question."""
    questions = {
        clause: tuple(question.replace(old, new) for question in asked) for clause, asked in corpus.questions.items()
    }
    return replace(corpus, questions=questions, digest=corpus.digest + new)


def test_a_second_build_of_the_same_corpus_does_nothing(corpus: Corpus, store: IndexStore) -> None:
    embedder = HashEmbedder()
    assert build_index(corpus, store, embedder).changed
    before = store.current()
    embedder.embedded.clear()
    report = build_index(corpus, store, embedder)
    assert (report.changed, report.embedded, embedder.embedded) == (False, 0, [])
    assert store.current() == before


def test_only_what_changed_is_embedded_anew(corpus: Corpus, store: IndexStore) -> None:
    embedder = HashEmbedder()
    build_index(corpus, store, embedder)
    embedder.embedded.clear()
    report = build_index(changed(corpus, "办证收费吗", "办证要钱吗"), store, embedder)
    assert embedder.embedded == ["办证要钱吗"]
    assert report.embedded == 1


def test_an_incremental_build_equals_one_from_nothing(corpus: Corpus, store: IndexStore, tmp_path: Path) -> None:
    other = changed(corpus, "办证收费吗", "办证要钱吗")
    build_index(corpus, store, HashEmbedder())
    build_index(other, store, HashEmbedder())
    fresh = IndexStore(tmp_path / "fresh")
    build_index(other, fresh, HashEmbedder())
    for query in ("办证要钱吗", "押金", "工作日"):
        one = open_index(other, store, HashEmbedder()).search(query)
        two = open_index(other, fresh, HashEmbedder()).search(query)
        assert [hit.clause.id for hit in one] == [hit.clause.id for hit in two]
        # Chroma normalises what it stores: taken over once, a vector may differ in its last bit
        assert [hit.score for hit in one] == pytest.approx([hit.score for hit in two], abs=1e-5)


def test_rebuild_takes_nothing_over(corpus: Corpus, store: IndexStore) -> None:
    embedder = HashEmbedder()
    build_index(corpus, store, embedder)
    embedder.embedded.clear()
    assert build_index(corpus, store, embedder, rebuild=True).reused == 0
    assert embedder.embedded


def test_another_model_reuses_nothing(corpus: Corpus, store: IndexStore) -> None:
    build_index(corpus, store, HashEmbedder())
    assert build_index(corpus, store, HashEmbedder("hash-2")).reused == 0


def test_a_missing_index_names_the_command_that_makes_it(corpus: Corpus, tmp_path: Path) -> None:
    store = IndexStore(tmp_path / "none", "python -m assistant index build --corpus X")
    with pytest.raises(IndexMissingError, match="Run: python -m assistant index build --corpus X"):
        open_index(corpus, store, HashEmbedder())


@pytest.mark.parametrize(
    ("other_corpus", "fingerprint", "said"),
    [(True, "hash-1", "the texts, their questions or their glossary"), (False, "hash-2", "the embedding model")],
)
def test_an_index_of_something_else_is_refused(
    corpus: Corpus, store: IndexStore, other_corpus: bool, fingerprint: str, said: str
) -> None:
    build_index(corpus, store, HashEmbedder())
    asked = replace(corpus, digest="other") if other_corpus else corpus
    with pytest.raises(IndexStaleError, match=said) as caught:
        open_index(asked, store, HashEmbedder(fingerprint))
    assert caught.value.exit_code == 3
    assert "python -m assistant index build" in str(caught.value)


def test_a_build_that_fails_leaves_the_old_index_serving(corpus: Corpus, store: IndexStore) -> None:
    build_index(corpus, store, HashEmbedder())
    before = store.current()

    class Failing(HashEmbedder):
        def passages(self, *_: object) -> list:
            raise RuntimeError("the model broke")

    with pytest.raises(RuntimeError, match="the model broke"):
        build_index(changed(corpus, "押金", "押款"), store, Failing())
    assert store.current() == before
    assert open_index(corpus, store, HashEmbedder()).search("押金")
    assert not list((store.folder / "builds").glob(".*"))


def test_only_the_serving_build_is_kept(corpus: Corpus, store: IndexStore) -> None:
    build_index(corpus, store, HashEmbedder())
    build_index(changed(corpus, "押金", "押款"), store, HashEmbedder())
    assert [path.name for path in (store.folder / "builds").iterdir()] == [store.require().name]


def test_a_folder_that_cannot_be_made_is_named(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(IndexStoreError, match=r"file.*cannot be written.*The old index is unharmed"):
        build_index(corpus, IndexStore(tmp_path / "file" / "index"), HashEmbedder())


def test_a_damaged_index_is_said_to_be_damaged(corpus: Corpus, store: IndexStore) -> None:
    build_index(corpus, store, HashEmbedder())
    build = store.require()
    (build / "query_mean.npy").write_bytes(b"not an array")
    with pytest.raises(IndexStoreError, match="damaged"):
        open_index(corpus, store, HashEmbedder())
    assert build_index(corpus, store, HashEmbedder(), rebuild=True).changed
    assert open_index(corpus, store, HashEmbedder()).search("押金")


def test_a_second_build_at_the_same_time_is_refused(corpus: Corpus, store: IndexStore) -> None:
    with store.new_build(), pytest.raises(IndexStoreError, match="another build is under way"):
        build_index(corpus, store, HashEmbedder())


def test_status_says_what_is_there(corpus: Corpus, store: IndexStore) -> None:
    assert status(corpus, store, HashEmbedder())["state"] == "missing"
    build_index(corpus, store, HashEmbedder())
    assert status(corpus, store, HashEmbedder())["state"] == "current"
    other = status(changed(corpus, "押金", "押款"), store, HashEmbedder())
    assert (other["state"], other["changed"]) == ("stale", ["the texts, their questions or their glossary"])
    json.dumps(other)


def test_verify_lists_every_difference(corpus: Corpus, store: IndexStore) -> None:
    build_index(corpus, store, HashEmbedder())
    assert faults(corpus, store, HashEmbedder()) == []
    found = faults(changed(corpus, "办证收费吗", "办证要钱吗"), store, HashEmbedder())
    assert any("indexed from another text: yunhai#s2-i1" in fault for fault in found)


def test_verify_knows_the_examples_of_what_is_not_answered(corpus: Corpus, store: IndexStore) -> None:
    taught = replace(corpus, examples={Label.UNCOVERED: ("食堂几点开饭", "有停车位吗")})
    build_index(taught, store, HashEmbedder())
    assert faults(taught, store, HashEmbedder()) == []
    found = faults(replace(corpus, examples={Label.UNCOVERED: ("食堂几点开饭",)}), store, HashEmbedder())
    assert any("no longer in the corpus: example:" in fault for fault in found)


def test_there_are_a_few_hundred_plain_questions() -> None:
    questions = plain_questions()
    assert len(questions) >= 200
    assert all(questions)
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("damage", ["empty words", "no words", "short mean", "no vectors"])
def test_every_damage_is_named_with_the_mending_command(corpus: Corpus, store: IndexStore, damage: str) -> None:
    build_index(corpus, store, HashEmbedder())
    build = store.require()
    if damage == "empty words":
        for path in (build / "words").iterdir():
            path.write_bytes(b"")
    elif damage == "short mean":
        np.save(build / "query_mean.npy", np.zeros(3, dtype=np.float32))
    else:
        shutil.rmtree(build / damage.removeprefix("no "))
    with pytest.raises(IndexStoreError, match=r"damaged .* --rebuild"):
        open_index(corpus, store, HashEmbedder())
    assert faults(corpus, store, HashEmbedder())
    build_index(corpus, store, HashEmbedder(), rebuild=True)
    assert faults(corpus, store, HashEmbedder()) == []


def test_an_index_that_may_only_be_read_is_opened(
    corpus: Corpus, store: IndexStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(corpus, store, HashEmbedder())
    before = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")}
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    assert open_index(corpus, store, HashEmbedder()).search("押金")
    assert {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")} == before


def test_without_places_every_text_holds_for_everybody(mini: Path, tmp_path: Path) -> None:
    shutil.rmtree(mini / "rules")
    (mini / "districts.yaml").unlink()
    corpus, store = load_corpus(mini), IndexStore(tmp_path / "index")
    build_index(corpus, store, HashEmbedder())
    found = open_index(corpus, store, HashEmbedder()).search("自助借书机", k=1000)
    assert len(found) == len(corpus.clauses)
