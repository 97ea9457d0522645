"""Messages sent piece by piece, persons and titles swapped, breaks told afterwards: through the desk that answers."""

import pytest

from assistant.exact.desk import Desk
from corpus.loader import load_corpus
from tests.conftest import ROOT

DESK = Desk(load_corpus(ROOT / "corpus"))


def said(*turns: str) -> str:
    *before, last = turns
    return "\n".join(sentence for outcome in DESK.answer(last, before) for sentence in outcome.said)


@pytest.mark.parametrize(
    ("turns", "first"),
    [
        (("我在企业当技术员", "大专，干了6年", "想直接报工程师"), "年限还不够，还差2年"),
        (("我大专毕业 在私企干结构设计", "干了2年9个月", "等凑够了整三年 能直接报助工不"), "年限符合"),
        (("想走认定", "中专", "见习的那一年已经过完了 考核也合格"), "年限符合"),
        (("我爸是工程师，60退休了厂里又请回去", "他能再报高级不"), "不可以"),
        (("我爸退休了还能评吗", "那我姐呢，她在医院编内当护士"), "在能申报的人员范围内"),
        (("本科干了7年工程技术，在企业，能直接报工程师吗", "可中间我停了一年半没干技术"), "年限还不够，还差6个月"),
        (("我公需课12，专业课70，够不够", "那我把公需补到30，这回行了吧"), "够了"),
        (("公需30专业52还差几学时", "我们科四个人全是这个情况，合计差多少"), "4人合计还差32学时"),
        (("我报初级评审要交多少", "我媳妇报正高，她交多少", "我俩加起来呢"), "共2人次，评审费合计460元"),
        (("20个人全报中级多少钱", "领导说一半改报高级，那总共多少"), "共20人次，评审费合计5200元"),
        (("中级多少钱", "文登那边也是这个数吗"), "中级职称评审费为每人次160元"),
        (("中级多少钱", "我同事报高级也是这个价吗"), "高级职称评审费为每人次360元"),
        (("2016年10月受聘，报2022年度，聘任年限填多少", "我老公是2019年3月才聘的，他填几"), "聘任年限填3"),
        (("2016年10月聘的工程师，2022年度报，聘任年限填几", "其中停聘了半年"), "聘任年限填5"),
        (("算到今年12月31号正好聘了三年零十个月，聘任年限那格写几",), "聘任年限填3"),
        (("聘任年限：2018年3月聘的，2020年整年断了，21年1月又接着聘，2022年申报填几",), "聘任年限填3"),
        (("搞翻译的副高叫什么", "正的呢"), "翻译系列正高级：译审"),
        (("飞行员里的领航员中级怎么叫", "换成机械员，最高那一档"), "飞行员系列高级：正高级飞行机械员"),
        (("二级演员算什么级别", "三级的呢"), "三级演员：艺术系列，中级"),
        (("我跑船的，副高叫什么", "我亲哥在船上管机器，轮机那块", "他副高叫啥"), "船舶系列副高级：高级轮机长"),
        (("律师初级叫什么", "公证员呢", "他们顶头的级别各叫什么"), "律师系列高级：一级律师、二级律师"),
        (("一年90学时上哪儿学去啊", "威海的网址发我"), "威海市专业技术人员继续教育服务平台"),
        (("惠才卡正高副高都能走直通车吗",), "可以：在正高级职称评审“直通车”的人员范围内"),
    ],
)
def test_what_several_turns_tell_is_read_together(turns: tuple[str, ...], first: str) -> None:
    assert said(*turns).startswith(first)


@pytest.mark.parametrize(
    "turns",
    [
        # what was told before does not make a question of the rules out of another one
        ("老师转到企业当工程师了 想改系列", "新岗位刚满一年多点", "前头教书那几年还作不作数"),
        ("号码是？", "我注会是考下来的，还用再去换张职称证么"),
        ("有威海英才卡能走副高直通车吗", "威海英才卡上哪儿办啊"),
        ("大学刚毕业走职称认定，不用评审的那种，也收100块吗",),
        ("手一抖评审费付了两遍，多付的那份怎么要回来",),
        ("那个代表性成果我知道最多填15条，那最少得填几条才够",),
    ],
)
def test_what_no_rule_decides_is_left_to_search(turns: tuple[str, ...]) -> None:
    assert said(*turns) == ""


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("前前后后十年工夫里，有两年跑去开饭店没干技术，专业工作年限那栏写多少", 8),
        ("先干工程4年，后来调岗干档案2年，专业年限怎么算，填几年", 6),
        (
            "2009年7月到2014年7月在设计院画图，后来回老家开了三年饭店，2017年7月又接着画，算到2025年7月，专业工作年限填多少",
            13,
        ),
        ("干了7年半，专业工作年限填几", 7),
    ],
)
def test_years_of_professional_work_are_whole_ones_without_the_breaks(question: str, years: int) -> None:
    outcomes = DESK.answer(question, ())
    assert outcomes[0].calculation is not None
    assert outcomes[0].calculation.result == str(years)
    assert outcomes[0].said[0].endswith(f"填{years}年。")


@pytest.mark.parametrize(
    "question",
    [
        "中间休了一年产假，前后干了十年，专业工作年限怎么填",  # whether that is a break the text does not say
        "在A厂干了3年，又到B厂干了4年，中间待业一年，专业工作年限填多少",  # the break may lie between the two
        "专业工作年限要按虚岁算吗，我干了6年",
    ],
)
def test_years_that_are_not_clear_are_not_reckoned(question: str) -> None:
    assert DESK.answer(question, ()) == ()
