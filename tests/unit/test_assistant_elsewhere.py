"""Questions about places that are not ours."""

import pytest

from assistant.elsewhere import Elsewhere

PLACES = Elsewhere(("烟台", "青岛", "江苏", "河北"), ("威海", "环翠区", "环翠"))


@pytest.mark.parametrize(
    "text",
    [
        "那烟台人社局电话有没有",
        "麻烦给个青岛市人社局管职称的电话",
        "青岛评职称的地方在哪",
        "江苏那边本科毕业几年能评工程师",
        "河北的政策是什么要求",
    ],
)
def test_what_is_asked_of_another_place_is_recognised(text: str) -> None:
    assert PLACES.asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "烟台人社局发的证，到威海要确认吗",
        "从青岛调来，威海人社局电话多少",
        "青岛中路那个人社局电话多少",
        "环翠区职称电话多少",
        "河北那边评的职称在这里能用吗",
        "江苏那边的证书还认吗，有什么要求",
        "青岛的证，环翠人社局地址在哪",
        "江苏调来的职称在哪办确认",
        "从烟台调过来的证书在哪办手续",
    ],
)
def test_what_comes_from_there_is_asked_of_us(text: str) -> None:
    assert not PLACES.asked(text)


def test_a_corpus_that_names_no_other_place_has_none() -> None:
    assert not Elsewhere((), ()).asked("青岛人社局电话多少")
