"""The classifier of wordings learns, is kept, and says nothing where nothing was taught."""

from pathlib import Path

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier

from corpus.examples import Label
from index.wording import Worded, Wording

ANSWERED = ["中级评审费多少钱", "评审费收多少", "初级评审费是多少", "公示要几天", "公示期几个工作日"]
EXAMPLES = {
    Label.OFF_TOPIC: ("今天天气怎么样", "明天下不下雨", "天气预报说啥"),
    Label.UNCOVERED: ("评审费给退吗", "交了评审费能退吗", "评审费退不退"),
}


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.learnt(ANSWERED, EXAMPLES)


def test_a_wording_like_what_is_answered_lies_on_that_side(wording: Wording) -> None:
    assert wording.read("高级评审费多少钱").margin > 0 > wording.read("评审费能退吗").margin


@pytest.mark.parametrize(("text", "label"), [("后天天气怎么样", Label.OFF_TOPIC), ("评审费退给我吗", Label.UNCOVERED)])
def test_it_says_why_not(wording: Wording, text: str, label: Label) -> None:
    assert wording.read(text).why_not is label


def test_width_and_case_make_no_difference(wording: Wording) -> None:
    assert wording.read("ＡＰＰ评审费") == wording.read("app评审费")


def test_what_is_kept_reads_the_same(wording: Wording, tmp_path: Path) -> None:
    wording.save(tmp_path / "wording.npz")
    kept = Wording.load(tmp_path / "wording.npz")
    for text in (*ANSWERED, "完全没见过的话", ""):
        assert kept.read(text) == wording.read(text)


@pytest.mark.parametrize(("answered", "examples"), [([], EXAMPLES), (ANSWERED, {}), (ANSWERED, {Label.INSULT: ()})])
def test_without_both_sides_nothing_is_learnt(
    answered: list[str], examples: dict[Label, tuple[str, ...]], tmp_path: Path
) -> None:
    nothing = Wording.learnt(answered, examples)
    nothing.save(tmp_path / "wording.npz")
    assert nothing.read("评审费多少") == Wording.load(tmp_path / "wording.npz").read("评审费多少") == Worded()


def test_one_label_alone_can_be_told_apart() -> None:
    wording = Wording.learnt(ANSWERED, {Label.UNCOVERED: EXAMPLES[Label.UNCOVERED]})
    assert wording.read("评审费退吗").why_not is Label.UNCOVERED
    assert wording.read("公示要几天").margin > 0


def test_one_text_is_read_as_the_vectorizer_and_the_classifier_would(wording: Wording) -> None:
    texts = [*ANSWERED, *(text for label in EXAMPLES for text in EXAMPLES[label])]
    kinds = ["answered"] * len(ANSWERED) + [label.value for label in EXAMPLES for _ in EXAMPLES[label]]
    vectorizer = TfidfVectorizer(min_df=2, analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    model = RidgeClassifier(alpha=0.5, class_weight="balanced").fit(vectorizer.fit_transform(texts), kinds)
    for text in (*texts, "评审费评审费评审费给退", "没见过"):
        scores = dict(zip(model.classes_, model.decision_function(vectorizer.transform([text]))[0], strict=True))
        answered = scores.pop("answered")
        assert wording.read(text).margin == pytest.approx(answered - max(scores.values()), abs=1e-4)
