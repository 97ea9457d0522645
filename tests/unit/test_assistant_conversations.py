"""Conversations over the shipped rules: what follows, corrects, returns or stands alone; two never touch."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.answering import Assistant
from assistant.conversation import Conversation, in_context
from assistant.exact.desk import Desk
from assistant.following import corrected, is_follow_up, is_reply, own_words, returns
from assistant.places import Places
from corpus.loader import load_corpus
from tests.conftest import ROOT


def closed() -> None:
    raise AssertionError("the index must stay closed")


SHIPPED = Assistant(load_corpus(ROOT / "corpus"), closed)
PLACES = Places(SHIPPED.corpus.districts)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("不对，我是硕士", "我是硕士"),
        ("不对不对 我是硕士", "我是硕士"),
        ("说错了，是6位", "6位"),
        ("更正一下哈，是6位", "6位"),
        ("啊不是高区，是临港…", "临港…"),
        ("看错聘书了，2018年6月才对", "2018年6月"),
        ("专业课记错了，是58", "专业课58"),
        ("不对，专业那个我看岔了，是51。两样一共缺几个", "专业51。两样一共缺几个"),
        ("密码填错了，输了5次还能登吗", None),
        ("是本科不是大专", "本科"),
        ("不是荣成是文登，记岔了", "文登"),
        ("我说的是副高，不是中级哈", "副高"),
        ("单位的号，不是个人的", "单位的号"),
        ("我问的是单位里贴的那次，不是评完的，最短几天", "单位里贴的那次，最短几天"),
        ("是不是要考试", None),
        ("级别和岗位不是一样", None),
        ("不对吧？公务员也能评的", None),
        ("不是说免费吗", None),
        ("高级评审费多少", None),
    ],
)
def test_a_correction_puts_something_in_place(text: str, instead: str | None) -> None:
    assert corrected(text) == instead


@pytest.mark.parametrize(
    "text", ["那高级的呢", "他们在哪栋楼办公呀", "后面这个的网址", "第二步呢", "为啥呀", "新闻口的叫啥"]
)
def test_what_is_not_whole_by_itself_follows(text: str) -> None:
    assert is_follow_up(text)


@pytest.mark.parametrize("text", ["密码输错几次会锁定", "中级评审费多少钱", "公示要几个工作日"])
def test_what_is_whole_follows_nothing(text: str) -> None:
    assert not is_follow_up(text)
    assert not is_reply(text)


@pytest.mark.parametrize(("text", "own"), [("第二步呢", ""), ("为啥呀", ""), ("中午他们上班不", "中午上班不")])
def test_words_that_only_lean_name_nothing(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize("text", ["说回刚才的费用", "还是说刚才那个", "接着第一个问，用不用办"])
def test_a_return_is_recognised(text: str) -> None:
    assert returns(text)


def test_a_return_is_read_with_the_question_that_it_has_most_words_of() -> None:
    before = ["外地调来的职称要办确认吗", "密码忘了怎么整"]
    assert in_context("接着第一个问，我的职称确认要办吗", before, PLACES).glued.startswith(before[0])


def test_details_given_since_stand_between_the_question_and_what_follows() -> None:
    read = in_context("四年半", ["在企业搞工程，想直接报助理工程师，年限够吗", "中专的"], PLACES)
    assert read.glued == "在企业搞工程，想直接报助理工程师，年限够吗\n中专的\n四年半"


def test_a_question_that_ends_in_a_denial_denies_nothing_of_what_is_told_next() -> None:
    desk, text = Desk(SHIPPED.corpus), "孩子全日制大专，见习完又干了一年"
    outcomes = desk.in_context(in_context(text, ["俺家孩子能认定助师了没有啊"], PLACES).glued, text, None, None)
    assert [outcome.said[0] for outcome in outcomes] == ["年限还不够，还差1年。"]


@pytest.mark.parametrize(
    ("history", "turn", "said", "unsaid"),
    [
        (("小学老师评中级叫什么教师",), "管档案的呢 同一级别的", "馆员", "一级教师"),
        (("会计评副高叫什么名",), "搞统计的呢 同一档的", "高级统计师", "高级会计师"),
        (("临港那边问职称评审打哪个号",), "串了串了 我单位是南海新区的 不在临港", "8966001", "5581837"),
        (
            ("我在乳山", "民企 想报中级 该先找谁", "哦哦 区市人社那边"),
            "他们电话多少来着 我打过去",
            "6654210",
            "5190962",
        ),
        (("我大舅在荣成，托我问那边人社职称电话",), "得嘞，我自个儿这边的也一并告诉我", "各区市另有", "7561527"),
        (("南海新区这边职称哪个部门负责",), "有网站吗，发通知在哪看", "whnh.gov.cn", "rsj.weihai"),
        (("学时在威海的继续教育平台上弄就行对吧",), "网址发我一个", "sdwh.yxlearning", "117.73.255.69"),
        (("药师上面是什么",), "再往下呢", "药师的下一级是药士", "主管药师。"),
    ],
)
def test_a_turn_asks_of_another_and_not_of_both(history: tuple[str, ...], turn: str, said: str, unsaid: str) -> None:
    text = SHIPPED.ask(turn, Conversation(history)).text.split("\n>")[0]
    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("history", "turn", "said"),
    [
        (("中级职称评审费多少钱",), "那高级的呢", "360元"),
        (("我们单位7位同事报高级，评审费合计要多少",), "更正一下哈，是6位", "2160元"),
        (("2019年6月聘的，2022年度申报，聘任年限那一栏填几",), "看错聘书了，2018年6月才对", "聘任年限填4"),
        (("聘任年限那栏我到底填几年",), "17年9月聘的 按2022年度报", "聘任年限填5"),
        (("文登区人社局职称咨询电话多少",), "啊不是文登，是临港", "5581837"),
        (("荣成和乳山人社局的职称电话分别是多少",), "再来俩 文登跟南海新区", "8452328"),
        (("在企业搞工程，想直接报助理工程师，年限够吗", "中专的"), "四年半吧", "还差6个月"),
        (("3个人报中级一共交多少评审费",), "刚又加了两个 现在5个人", "800元"),
        (("3个人报中级一共交多少评审费",), "又加了两个", "800元"),
        (("我今年报初级，交多少评审费",), "连我师傅一块，他报中级，俩人总共", "260元"),
        (("公需课一年要多少",), "那我今年的够了没", "请告诉我"),
        (("三个人报初级多少钱",), "都清楚了，麻烦你了哈", "不客气"),
        (("评个中级职称评审费得掏多少",), "再往上爬一级的话嘞", "360元"),
        (("荣成人社局问职称的电话", "打通了谢谢"), "下个月调乳山去上班了，到时候该拨哪个", "6654210"),
        (("单位推了5个，我排老三，推荐排序那格咋写",), "名单动了，现在总共8个人我窜到第二了", "2/8"),
        (("播音主持的副高叫什么名称",), "最低那一档又是叫什么", "播音员"),
        (("单位推荐5个人我排第三，排序填啥",), "如果单位总共就推我一个咋填", "1/1"),
        (
            ("我本科，在企业做工程，满6年了能直接报工程师吧", "附件传什么格式"),
            "还说我报工程师的事，假如只满5年呢",
            "还差1年",
        ),
    ],
)
def test_a_turn_is_answered_with_what_was_said_before(history: tuple[str, ...], turn: str, said: str) -> None:
    assert said in SHIPPED.ask(turn, Conversation(history)).text


@pytest.mark.parametrize(
    ("history", "turn", "unsaid"),
    [
        (("三个人报高级评审费一共多少",), "中级评审费多少钱", "480元"),
        (("文登人社局电话多少", "初级评审费多少"), "会计系列中级叫什么", "8452328"),
        (("荣成那边管职称的电话给我一个",), "不是荣成是文登，记岔了", "7561527"),
    ],
)
def test_a_new_topic_inherits_nothing(history: tuple[str, ...], turn: str, unsaid: str) -> None:
    assert unsaid not in SHIPPED.ask(turn, Conversation(history)).text


def test_fifty_conversations_at_once_do_not_touch() -> None:
    levels = {"初级": 100, "中级": 160, "高级": 360}

    def talk(number: int) -> list[str]:
        level, other = list(levels)[number % 3], list(levels)[(number + 1) % 3]
        conversation, said = Conversation(), []
        for turn in (f"{number + 2}个人报{level}，评审费一共多少", f"那{other}的呢", f"不对，是{number + 3}个人"):
            said.append(SHIPPED.ask(turn, conversation).text)
            conversation = conversation.after(turn)
        return said

    with ThreadPoolExecutor(50) as pool:
        talks = list(pool.map(talk, range(50)))
    for number, said in enumerate(talks):
        level, other = list(levels.values())[number % 3], list(levels.values())[(number + 1) % 3]
        assert f"{(number + 2) * level}元" in said[0]
        assert f"{(number + 2) * other}元" in said[1]
        assert f"{(number + 3) * other}元" in said[2]
