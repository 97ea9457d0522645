"""Which sentences condense a clause, and which say something else."""

import pytest

from assistant.phrasing.faithful import rests_on
from assistant.phrasing.telling import Kind, telling

FEE = "中级专业技术职务资格（职称）评审收费标准为每人次160元；"
LOCKED = "个人登陆时连续5次输入密码错误，系统将进行密码锁定，15分钟后自动解锁（注意：不要连续点击“立即登录”）。"
BARRED = "公务员（含列入参照公务员法管理的事业单位的在编人员）、离退休人员不得参加职称评审。"
STOPPED = "已被停借的读者不得申请新证。"
RESIDENT = "在云海市居住满六个月的居民，可以申请图书证。"
SAME_LEVEL = "申报的职称应当与原职称同层级，申报的系列应当与岗位相一致，当年度不得申报高一级职称。"
YEARLY = "评委会按照计划开展工作，原则上每年度召开一次会议，一般在下半年开展。"
EITHER = "读者凭身份证或者户口簿领取。"
TASKS = "馆员审核申请。读者填写申请表。"
PROBATION = "见习期满，经考核合格可确定相应的专业技术职务资格。"
DEPOSIT = "珍本证每人收取押金300元，退证时退还。"
LEVELS = "高级每人收费360元；中级每人收费160元。"
TRACKS = "申报工程师：具备硕士学位，从事相关工作3年以上；或具备大学本科学历，从事相关工作6年以上。"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (FEE, "中级评审费是每人次160元。"),
        (FEE, "中级评审费为每人次一百六十元"),
        (FEE, "中级专业技术职务资格（职称）评审收费标准为每人次１６０元"),
        (LOCKED, "个人登陆时连续5次输入密码错误，系统会进行密码锁定，15分钟后自动解锁。"),
        (SAME_LEVEL, "申报的职称应当与原职称同层级，当年度不得申报高一级职称。"),
        (SAME_LEVEL, "当年度不得申报高一级职称。"),
        (YEARLY, "一般在下半年开展。"),
        (EITHER, "凭身份证或户口簿领取。"),
        (LOCKED, "密码锁定，15分钟后自动解锁。"),
        (BARRED, "公务员不得参加职称评审。"),
        (BARRED, "公务员不能参加职称评审。"),
        (BARRED, "离退休人员不得参加职称评审。"),
        (STOPPED, "已被停借的读者不能申请新证。"),
        (RESIDENT, "在云海市居住满6个月的居民可以申请图书证。"),
        (TASKS, "馆员审核申请，读者填写申请表。"),
        (PROBATION, "见习期满，经考核合格，可以确定相应的专业技术职务资格。"),
        (DEPOSIT, "珍本证押金300元，退证时退还"),
        (LEVELS, "中级每人收费160元。"),
        (TRACKS, "具备硕士学位，从事相关工作3年以上。"),
    ],
)
def test_a_condensation_may_be_said(source: str, said: str) -> None:
    assert rests_on(said, [source])


@pytest.mark.parametrize(
    ("source", "said", "why"),
    [
        (FEE, "中级评审费为每人次360元。", "another figure"),
        (FEE, "中级评审费为每人次三百六十元。", "another figure, as a numeral"),
        (FEE, "中级评审费为每人次160万元。", "a larger figure"),
        (FEE, "高级评审费为每人次160元。", "another level"),
        (FEE, "中级评审费为每人次160元，可以减免。", "a permission from nowhere"),
        (LOCKED, "个人登陆时连续15次输入密码错误，系统将进行密码锁定。", "the figure of another thing"),
        (LOCKED, "5次后自动解锁。", "a figure before other words than its own"),
        (LOCKED, "要连续点击“立即登录”。", "a denial left out"),
        (BARRED, "公务员可以参加职称评审。", "turned round"),
        (BARRED, "公务员参加职称评审。", "the prohibition left out"),
        (BARRED, "参加职称评审。", "the prohibition left out before the words"),
        (BARRED, "公务员无需参加职称评审。", "an exemption for a prohibition"),
        (STOPPED, "读者不得申请新证。", "its condition left out"),
        (STOPPED, "停借的读者可申请新证。", "turned round"),
        (RESIDENT, "居民可以申请图书证。", "the condition of a permission left out"),
        (RESIDENT, "在云海市居住六个月的居民可以申请图书证。", "the bound of a figure left out"),
        (RESIDENT, "在云海市居住满六月的居民可以申请图书证。", "another unit"),
        (RESIDENT, "在云海市居住满六个月的居民不可以申请图书证。", "a denial added"),
        (RESIDENT, "在云海市居住满六个月的居民必须申请图书证。", "a duty for a permission"),
        (TASKS, "馆员填写申请表。", "the subject of another sentence"),
        (TASKS, "馆员，填写申请表。", "the subject of another sentence, set apart"),
        (PROBATION, "见习期满，可确定相应的专业技术职务资格。", "one of two conditions left out"),
        (DEPOSIT, "普通证押金300元。", "another kind"),
        (DEPOSIT, "押金300元。", "whose figure it is left out"),
        (LEVELS, "高级每人收费160元。", "the figure of a neighbour"),
        (LEVELS, "中级每人收费360元。", "the figure of a neighbour"),
        (SAME_LEVEL, "当年度申报高一级职称。", "the prohibition left out"),
        (YEARLY, "在下半年开展。", "a hedge left out"),
        (YEARLY, "原则上在下半年开展。", "a hedge moved"),
        ("已被停借的，不得申请新证。", "不得申请新证。", "its condition left out, apart"),
        ("读者可以申请新证，须交押金。", "读者可以申请新证。", "the duty of a permission left out"),
        ("读者可以申请新证，但须交押金。", "读者可以申请新证。", "the limit of a permission left out"),
        ("甲证、乙证不得同时申请。", "甲证不得申请。", "one of two that are barred together"),
        ("甲证、乙证不得同时申请。", "甲证不得同时申请。", "one of two that are barred together"),
        ("评审前公示结果。", "评审后公示结果。", "after for before"),
        (EITHER, "凭身份证和户口簿领取。", "both for either"),
        (EITHER, "凭身份证、户口簿领取。", "both for either"),
        (TRACKS, "具备硕士学位，从事相关工作6年以上。", "the figure of another case"),
        (TRACKS, "从事相关工作6年以上。", "the case left out"),
        (TRACKS, "申报工程师：具备大学专科学历，从事相关工作3年以上。", "another degree"),
        (DEPOSIT, "珍本证押金300元，详见http://evil.example。", "an address"),
        (DEPOSIT, "珍本证[押金](http://evil.example)300元。", "a link"),
        (DEPOSIT, "珍本证押金<b>300元</b>。", "markup"),
        (DEPOSIT, "珍本证押金\u200b300元。", "an invisible character"),
        (DEPOSIT, "**珍本证押金300元**。", "emphasis"),
        (DEPOSIT, "珍本证押金300元，请拨打5550199。", "a phone number"),
        (DEPOSIT, "图书证遗失后到派出所报案。", "a claim from nowhere"),
        (DEPOSIT, "。", "nothing"),
        (DEPOSIT, "的是了，", "nothing but function words"),
    ],
)
def test_anything_else_may_not(source: str, said: str, why: str) -> None:
    assert not rests_on(said, [source]), why


def test_several_sources_may_be_joined_in_any_order_when_each_is_used() -> None:
    assert rests_on("珍本证押金300元，中级评审费为每人次160元。", [FEE, DEPOSIT])
    assert not rests_on("珍本证押金300元。", [FEE, DEPOSIT])
    assert not rests_on("珍本证押金300元。", [])


def test_a_source_whose_sentences_cannot_be_told_apart_by_us_may_be_said_as_it_is() -> None:
    odd = "例:不满4年,则填3。见[7]（甲。乙"
    assert rests_on(odd, [odd])


def test_a_sentence_of_countless_stretches_is_refused_at_once() -> None:
    assert not rests_on("押金，" * 60, [DEPOSIT * 30])


def test_names_given_are_not_taken_for_one_another() -> None:
    source = "助理工程师由市里组织评审。"
    assert rests_on("工程师由市里组织评审。", [source])
    assert not rests_on("工程师由市里组织评审。", [source], ["工程师", "助理工程师"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("不得参加", [Kind.FORBIDS]),
        ("不可以参加", [Kind.FORBIDS]),
        ("无需办理", [Kind.EXEMPTS]),
        ("可免于办理", [Kind.PERMITS, Kind.EXEMPTS]),
        ("须提供", [Kind.OBLIGES]),
        ("仅限本人", [Kind.LIMITS, Kind.LIMITS]),
        ("相应的可靠功能", []),
        ("一般在统一的时间", [Kind.LIMITS]),
        ("不少于5个工作日", [Kind.FIGURE]),
        ("非高级", [Kind.DENIES, Kind.NAME]),
    ],
)
def test_telling_words_are_told_by_what_they_decide(text: str, kinds: list[Kind]) -> None:
    assert [word.kind for word in telling(text)] == kinds


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("六个月", "6个月", True),
        ("6月", "6个月", False),
        ("3年以上", "3年", False),
        ("满3年", "3年", False),
        ("百分之五", "5%", True),
        ("１５天", "15天", True),
        ("三个人", "3人", True),
        ("5次", "15次", False),
    ],
)
def test_a_figure_is_equal_with_its_bounds_and_unit_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert ([word.value for word in telling(one)] == [word.value for word in telling(other)]) is same
