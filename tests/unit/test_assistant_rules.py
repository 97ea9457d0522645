"""What rules answer, through the whole assistant: no index is opened for it."""

import pytest

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.exact.desk import Desk
from assistant.kind import kind
from assistant.model import Answer, AnswerStatus, Route
from corpus.loader import load_corpus
from index.retriever import HybridRetriever
from tests.conftest import ROOT


def closed() -> HybridRetriever:
    raise AssertionError("the index was opened")


SHIPPED = Assistant(load_corpus(ROOT / "corpus"), closed)


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("密码输错五次锁了，多久能开", Route.RETRIEVAL),  # a clause says so
        ("word文档能不能直接往上传", Route.RETRIEVAL),
        ("荣成人社局职称咨询电话", Route.LOOKUP),
        ("省继续教育平台的网址", Route.LOOKUP),
        ("三个人报中级一共交多少", Route.CALCULATION),
    ],
)
def test_what_a_clause_states_is_found_and_what_a_table_holds_is_looked_up(question: str, route: Route) -> None:
    assert SHIPPED.ask(question).route is route


def test_what_a_rule_answers_needs_no_index() -> None:
    """A figure is computed, cited and proved without opening an index; what the text leaves open names an office."""
    fee = SHIPPED.ask("初中级各3个人一共多少钱")
    assert (fee.status, fee.route) == (AnswerStatus.ANSWERED, Route.CALCULATION)
    assert fee.calculation is not None
    source = SHIPPED.corpus.documents[0].source
    assert (fee.calculation.result, fee.calculation.unit) == ("780", "元")
    assert fee.calculation.clauses == ("weihai-2022#s8-i1", "weihai-2022#s8-i2")
    assert all(source[c.start : c.end] == c.quote for c in fee.citations)
    unsaid = SHIPPED.ask("今年多学的学时能不能攒到明年用", district="荣成")
    assert (unsaid.status, unsaid.route) == (AnswerStatus.NO_SOURCE, Route.DECLINE)
    assert "7561527" in unsaid.text
    assert [contact.name for contact in unsaid.contacts] == ["荣成市人力资源和社会保障局"]
    asked = SHIPPED.ask("评职称要交多少钱")
    assert (asked.status, asked.route, asked.refused) == (AnswerStatus.NEEDS_DETAIL, Route.CLARIFICATION, False)
    assert asked.suggestions == ("初级", "中级", "高级")
    pieces = list(SHIPPED.stream("高级", Conversation(("评职称要交多少钱",))))
    assert isinstance(pieces[-1], Answer)
    assert "".join(map(str, pieces[:-1])) == pieces[-1].text
    assert "360元" in pieces[-1].text


def test_two_matters_in_one_sentence_are_both_answered_and_both_on_the_receipt() -> None:
    answer = SHIPPED.ask("初级评审费多少，一年要修多少学时")
    assert "每人次100元" in answer.text
    assert "不少于90学时" in answer.text
    assert answer.calculation is not None
    assert answer.calculation.rule_ids == ("fee-primary", "hours-yearly")
    assert answer.calculation.result is None


@pytest.mark.parametrize(
    ("follow_up", "result"),
    [("那要是副高再添一个呢", "2000"), ("再加两个中级呢", "1960"), ("那副高再来三个呢", "2720")],
)
def test_people_besides_are_added_to_those_before(follow_up: str, result: str) -> None:
    answer = SHIPPED.ask(follow_up, Conversation(("两个报初级四个报副高，评审费一共多少",)))
    assert answer.calculation is not None
    assert answer.calculation.result == result


@pytest.mark.parametrize("question", ["0个人评中级要交多少钱", "公需学了-5，专业70，差多少"])
def test_a_figure_that_cannot_be_is_asked_about(question: str) -> None:
    answer = SHIPPED.ask(question)
    assert (answer.status, answer.calculation) == (AnswerStatus.NEEDS_DETAIL, None)
    assert answer.text


def test_a_missing_detail_beside_a_searched_answer_is_a_partial_answer() -> None:
    outcomes = SHIPPED._steps._desk.answer("评职称要交多少钱", ())
    assert kind(outcomes, searched=False, conflict=False, rows=False) == (
        AnswerStatus.NEEDS_DETAIL,
        Route.CLARIFICATION,
    )
    assert kind(outcomes, searched=True, conflict=False, rows=False) == (AnswerStatus.ANSWERED, Route.RETRIEVAL)
    assert kind(outcomes, searched=True, conflict=True, rows=False) == (AnswerStatus.CONFLICT, Route.RETRIEVAL)


@pytest.mark.parametrize(
    ("history", "follow_up", "result"),
    [
        (("初级职称一个人多少钱", "副高呢"), "再添一个中级一共多少", "520"),
        (("公需课学了12，专业课学了88，行不行",), "那公需再学18呢", "0"),
        (("公需课学了12，专业课学了88，行不行",), "那公需学18呢", "12"),
        (("中级评审费是160吧", "公需课一年得学多少"), "回到刚才那个费用，我们科室报三个人，总共交多少", "480"),
        (("我今年公需学了22，专业学了45，行不行",), "那一共还差几个", "23"),
        (("问下收费，单位5个报初级的",), "总共多少钱", "500"),
        (("两个人报副高，一个报中级，评审费一共多少", "又来了一个报初级的"), "中级那个不报了", "820"),
        (("5个初级的评审费一共多少", "2个高级呢"), "这两样加起来是多少钱", "1220"),
        (("一年要修多少学时",), "我今年只修了61个，还差多少", "29"),
        (("继续教育一年多少学时",), "四年呢", "360"),
        (("专业课我有40学时，够吗",), "打错了，是49，还差几个", "11"),
        (("公需学了10", "改成25"), "专业60，够了吗", "5"),
        (("单位推荐就我一个，排序怎么填",), "又加了一个，俩人里我排第二", "2/2"),
        (("聘任年限怎么填",), "聘书上写的是2015年3月，2022年报", "7"),
        (("大专在企业搞工程，想直接报工程师，够年限吗", "一直没断过", "干了7年"), "还要几年", "1"),
    ],
)
def test_a_follow_up_adds_replaces_or_goes_back_as_it_says(
    history: tuple[str, ...], follow_up: str, result: str
) -> None:
    answer = SHIPPED.ask(follow_up, Conversation(history))
    assert answer.calculation is not None
    assert answer.calculation.result == result


@pytest.mark.parametrize(
    ("question", "result", "unit"),
    [
        ("初级叁名、中级贰名、高级壹名，评审费一共多少", "980", "元"),
        ("去年一个公需课都没听，专业课学满了90，缺口多少学时", "30", "学时"),
        ("员工公需满了，专业课54，还缺几个学时", "6", "学时"),
        ("继续教育三年一共要多少学时", "270", "学时"),
        ("大专生认定助理级总共要几年", "3", "年"),
        ("换到新岗位才8个月，能改系列吗", "4", "个月"),
        ("中级考试要考三门，考试费一共多少", "180", "元"),
        ("报高级考评结合的考试费是多少钱", "60", "元"),
        ("六个人，三个初级、俩中级、一个高级，评审费一共多少", "980", "元"),
        ("大专毕业一年零八个月可以认定助师吗", "16", "个月"),
        ("俩报助工的，还有一个报工程师，都不用考试，评审费拢共得交多少", "360", "元"),
        ("初级12人、中级5人、高级2人，没有考试科目，请核一下评审费总额", "2720", "元"),
        ("一个评二级律师，一个评三级律师，俩人费用加一起呢", "520", "元"),
        ("协会备过案，25个会员评中级，评审费能收上来多少", "4000", "元"),
        ("一次报6个，高级1名，中级2名，初级3名，评审一共花多少", "980", "元"),
        ("公需上了50个学时，专业也上了50，加起来都一百了总可以了吧", "10", "学时"),
        ("30学时公需加60学时专业，一个不多一个不少，算完成任务不", "0", "学时"),
        ("今年攒了100个学时，清一色专业类，公需类一个都没有，行不行", "30", "学时"),
        ("一门心思全听公需课，听够90学时，够不够", "60", "学时"),
        ("硕士学位，对口岗位干满两年了，认定中级还得熬多久", "1", "年"),
        ("中专毕业见习到现在8个月，离定员级还有几个月", "4", "个月"),
        ("硕士，在企业搞技术两年半，直接报工程师还差多长时间", "6", "个月"),
        ("推荐委员会只找到5位专业岗上的同事，缺几个", "2", "人"),
        ("代表作、专利、获奖我列了23条，是不是填不下，得砍几条", "8", "条"),
        ("密码输错给锁了，十点二十锁的，几点能再登", "10:35", ""),
        ("密码错了五回，下午两点半锁的，啥时候能登", "14:45", ""),
        ("本科在施工企业干现场技术，得熬多少年才能直接上工程师", "6", "年"),
        ("论文4人合写我排第2，位次怎么填", "2/4", ""),
        ("专利三个人一起完成我是第二完成人，位次填多少", "2/3", ""),
        ("外地一家私企派我来威海，连着待了8个月，想评职称还得再待多久", "4", "个月"),
        # years and sums that a question names
        ("去年学了70学时，今年一点没学，两年加起来差多少", "110", "学时"),
        ("从2020到2022年年都算，学时一共最少多少", "270", "学时"),
        ("三年一点继续教育都没学，总共欠多少学时", "270", "学时"),
        ("今年一共学了100学时，公需15，剩下的都是专业课，够不够", "15", "学时"),
        ("去年评中级没评上，今年再报一次，前后两次评审费加起来多少", "320", "元"),
        ("给了500块，只评初级够几个人", "5", "人"),
        ("5个人报中级，其他人报初级，一共8个人，评审费多少", "1100", "元"),
        ("从2019年到2022年我一共学了300学时，够不够", "360", "学时"),
        ("去年中级没评上，今年再报，评审费一共交多少", "160", "元"),  # of this time
        ("9个人报职称，6个中级，其余都是初级，评审费一共多少", "1260", "元"),
        ("5个护士一起考中级，以考代评，每人2科，总共多少钱", "600", "元"),
        # when years are reached
        ("大专2018年9月上班，本专业没断过，哪年哪月够认定助师", "2021年9月", "日期"),
        ("本科，2017年7月进的船厂搞工艺，活没断过，想跳过助工直接报工程师，最早哪年", "2023年7月", "日期"),
        ("总部在大连的民营公司，2024年3月把我派来威海，到几时能参加职称评审", "2025年3月", "日期"),
        ("硕士刚毕业，能直接认定中级不", "3", "年"),
        ("硕士2022年5月进厂，哪年能认中级", "2025年5月", "日期"),
        # a class of a technical school counts as its degree
        ("预备技师班毕业，在工厂搞技术5年了，绿色通道报工程师还差几年", "1", "年"),
    ],
)
def test_other_ways_to_give_or_ask_for_figures(question: str, result: str, unit: str) -> None:
    calculation = SHIPPED.ask(question).calculation
    assert calculation is not None
    assert (calculation.result, calculation.unit) == (result, unit)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("公示从周三挂到周日，够不够", "不够"),
        ("公示周一早上挂的网，打算周五下班撤，天数达标吗", "要看开始当天算不算"),
        ("有威海英才卡不是惠才卡，直接冲正高有戏吗", "不可以"),
        ("青岛人社局发的工程师证拿到威海要重新确认才作数，没错吧", "不用办理"),
        ("从部队转业到威海，在部队评的职称还用重新确认吗", "需要办理"),
        ("在厂里搞技术整六年了，能一步到工程师不", "要看学历"),
        ("今年攒了95学时，可以了吧", "还要看两类各多少"),
        ("单位9个人的推荐委员会够不够", "够了"),
        ("证是济南发的中级，省平台上死活查不着，要不要确认", "需要办理"),
        ("从行政岗调到档案岗八个月了，想改到档案系列，还差几个月", "还差4个月"),
        ("我列了12条成果，填得下吗", "没有超出"),
        ("博士认定什么级别，硕士要干几年，本科呢", "硕士：从事本专业"),
        ("三年的公需课加起来至少多少学时", "其中公需课：30学时/年 × 3年 = 90学时"),
        ("中专学历，在厂里搞工程十年了，能直接报工程师吗", "没有中专"),
        ("外地民企的，公司把我派到威海，得待多久才能评职称", "连续工作1年以上"),
        ("单位公示贴了4个工作日就揭了，还差几天", "还差1个工作日"),
        ("推荐委员会我们只凑出4个人，够不够", "可由主管部门统一成立"),
        ("各个区市管职称的电话都给我列一下", "8966001"),
        ("档案中级叫啥、费用多少", "160元"),
    ],
)
def test_a_case_told_freely_gets_its_verdict(question: str, said: str) -> None:
    assert said in SHIPPED.ask(question).text.partition(">")[0]


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("护士中级叫什么职称，评审费多少", ("主管护师。", "160元")),
        ("我问俩事 一个是自由职业能不能评 一个是职业农民中级叫啥", ("人员范围内", "农民农艺师。")),
    ],
)
def test_each_of_several_questions_is_answered(question: str, each: tuple[str, ...]) -> None:
    text = SHIPPED.ask(question).text
    assert [words for words in each if words not in text] == []


def test_who_was_posted_elsewhere_is_not_taken_for_one_posted_here() -> None:
    here, there = ("青岛一家民企派我到威海两年了，能评职称吗", "青岛一家民企派我到北京两年了，能评职称吗")
    desk = Desk(SHIPPED.corpus)
    assert desk.answer(here, ())
    assert desk.answer(there, ()) == ()


def test_what_a_rule_has_answered_is_not_said_to_be_missing() -> None:
    answer = SHIPPED.ask("船厂的焊接技术员想评助工，一人要交多少")
    assert "100元" in answer.text
    assert "没有写明" not in answer.text


@pytest.mark.parametrize("question", ["我的申报已经退了，还能报职称吗", "材料退下来了还能报职称吗"])
def test_papers_that_came_back_make_nobody_a_pensioner(question: str) -> None:
    assert SHIPPED._steps._desk.answer(question, ()) == ()


def test_years_worked_after_moving_here_count() -> None:
    answer = SHIPPED.ask("硕士毕业调到威海工作3年，能认定中级吗")
    assert "年限符合" in answer.text


def test_years_of_something_else_are_taken_off_where_the_years_told_hold_them() -> None:
    answer = SHIPPED.ask("硕士进公司四年，前面两年半在跑销售，够认定中级了吗")
    assert answer.calculation is not None
    assert (answer.calculation.result, answer.calculation.unit) == ("18", "个月")


def test_years_of_something_else_are_not_counted_where_it_is_not_sure_what_is_left() -> None:
    answer = SHIPPED.ask("硕士毕业干了四年，还跑过两年半销售，够认定中级了吗")
    assert answer.status is AnswerStatus.UNAVAILABLE  # the texts would be searched, and are closed here


@pytest.mark.parametrize(
    "question", ["一个初级两个中级，各考两科，一共多少评审费", "公需课没学满，专业课50学时，还差多少"]
)
def test_numbers_without_a_sure_place_are_not_computed_with(question: str) -> None:
    answer = SHIPPED.ask(question)
    assert answer.calculation is None or answer.calculation.result in (None, "10")
