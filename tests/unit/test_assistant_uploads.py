"""What to upload for a field of the form, and what holds for those who have nothing to put in it."""

import pytest

from assistant.uploads import Uploads
from corpus.ids import ClauseId
from corpus.loader import load_corpus
from corpus.model import Clause
from corpus.structure import Structure
from tests.conftest import ROOT

SHIPPED = load_corpus(ROOT / "corpus")
UPLOADS = Uploads(SHIPPED, Structure(SHIPPED))
CLAUSES = {clause.id: clause for clause in SHIPPED.clauses}
ELSEWHERE = "s5-i1"


def clause(short: str):
    return CLAUSES[ClauseId(f"weihai-2022#{short}")]


def short(found: Clause | None) -> str | None:
    return None if found is None else found.id.removeprefix("weihai-2022#")


@pytest.mark.parametrize(
    ("question", "before", "best", "paragraph"),
    [
        ("课题想往成果里放，还得配上哪些证明", (), "h2-s3-i16-i2-i1", "h2-s3-i16-i2-p1"),
        ("专利要传什么材料", (), ELSEWHERE, "h2-s3-i16-i2-p1"),
        ("聘书是不是也不用传了", (), "h2-s3-i10-i2", "h2-s3-i10-p1"),
        ("考核那块要提供哪些材料", (), "h2-s3-i12", "h2-s3-i12-p1"),
        ("需要往上传什么材料", ("现专业技术职称那栏填好了",), "h2-s3-i9-p2", "h2-s3-i10-p1"),
        ("还得扫描些啥传上去", ("著作怎么填", "论文发表信息我填完了，独立作者"), ELSEWHERE, "h2-s3-i16-i1-p2"),
        ("还要传啥", ("学历信息填好了", "填完了"), ELSEWHERE, "h2-s3-i9-p2"),
        ("公示要提交什么材料", ("论文怎么填",), ELSEWHERE, None),  # of something of its own
        ("论文和专利要传什么", (), ELSEWHERE, None),  # two fields: the search finds both
        ("论文传不上去怎么办", (), "h2-s3-i16-i1-i1", None),
        ("论文要传什么格式", (), "h2-s3-i16-i1-i1", None),
        ("论文的位次怎么填", (), "h2-s3-i16-i1-i3", None),
        ("申报要交哪些材料", (), ELSEWHERE, None),
    ],
)
def test_what_to_upload_is_said_by_the_paragraph_of_the_field(
    question: str, before: tuple[str, ...], best: str, paragraph: str | None
) -> None:
    assert short(UPLOADS.for_question(question, before, clause(best))) == paragraph


@pytest.mark.parametrize(
    ("question", "found", "of"),
    [
        ("专利那块的时间写哪天", ("h2-s3-i16-i1-i2", "h2-s3-i16-i2-i2"), "h2-s3-i16-i2-i2"),
        ("专利那块的时间写哪天", ("h2-s3-i16-i2-i2", "h2-s3-i16-i1-i2"), None),  # it is the best already
        ("专利能不能评职称", (ELSEWHERE, "h2-s3-i16-i2-i2"), None),  # the best is of no field
        ("论文和专利的时间怎么写", ("h2-s3-i16-i1-i2", "h2-s3-i16-i2-i2"), None),  # two fields
    ],
)
def test_of_two_fields_that_say_alike_the_one_named_is_meant(
    question: str, found: tuple[str, ...], of: str | None
) -> None:
    assert short(UPLOADS.of_named(question, [clause(each) for each in found])) == of


@pytest.mark.parametrize(
    ("question", "best", "said"),
    [
        ("没有外语证书能申报吗", "h2-s3-i13-p1", "h2-s3-i13"),
        ("没计算机证书怎么办", "h2-s3-i13-p1", "h2-s3-i13"),
        ("外语证书要传吗", "h2-s3-i13-p1", None),  # nothing is lacking
        ("没有论文能评吗", "h2-s3-i16-i1-p1", None),  # the field does not say
        ("没有现专业技术职称怎么填", "h2-s3-i10-i1", None),  # says so itself
        ("小私企没有聘书，传不了会卡住吗", "h2-s3-i10-i2", "h2-s3-i10-p1"),  # 不需要提供聘书
        ("路径没申请成功能提交吗", "h2-s4-h1-i7", None),  # what did not succeed is not lacking
    ],
)
def test_what_holds_for_those_without_is_looked_for_in_the_field(question: str, best: str, said: str | None) -> None:
    assert short(UPLOADS.absent(question, clause(best))) == said
