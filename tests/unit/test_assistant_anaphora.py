"""Things that a turn only points to, by the name that the turns before gave them."""

import pytest

from assistant.anaphora import Anaphora
from corpus.loader import load_corpus
from tests.conftest import ROOT

ANAPHORA = Anaphora(load_corpus(ROOT / "corpus"))


@pytest.mark.parametrize(
    ("before", "turn", "named"),
    [
        (("有威海英才卡能走副高直通车吗",), "这卡上哪儿办啊", "威海英才卡上哪儿办啊"),
        (("诚信承诺书在哪签",), "这个承诺书要盖章吗", "诚信承诺书要盖章吗"),
        (("电子职称证书怎么下", "好的"), "那证书丢了咋办", "电子职称证书丢了咋办"),
        (("评审费多少",), "这卡上哪儿办", "这卡上哪儿办"),  # no card was spoken of
        ((), "这卡上哪儿办", "这卡上哪儿办"),
        (("有威海英才卡能走直通车吗",), "那正高呢", "那正高呢"),
    ],
)
def test_what_is_pointed_to_is_called_by_its_name(before: tuple[str, ...], turn: str, named: str) -> None:
    assert ANAPHORA.by_name(turn, before) == named
