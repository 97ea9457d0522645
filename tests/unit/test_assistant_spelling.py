"""What people type → what they mean, and what is left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.anaphora import Anaphora
from assistant.conversation import Conversation
from assistant.figures import lacks_figure
from assistant.model import Question
from assistant.notes import notes
from assistant.places import Places
from assistant.spelling import Spelling
from assistant.understand import understand
from corpus.loader import load_corpus
from corpus.model import Corpus
from tests.conftest import ROOT

CORPUS = load_corpus(ROOT / "corpus")
SPELLING = Spelling(CORPUS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("职成凭审", "职称评审"),
        ("评审废多少", "评审费多少"),
        ("中級職稱評審費", "中级职称评审费"),
        ("９０學時", "90学时"),
        ("公务圆", "公务员"),
        ("荣城人社局", "荣成人社局"),
        ("荣城市怎么报", "荣成市怎么报"),
        ("只称怎么评", "职称怎么评"),
        # in another tone, nearly alike, in places' names, and longer than a word that is right
        ("南还新去的电话", "南海新区的电话"),
        ("问登区窗口地只", "文登区窗口地址"),
        ("公式其最少几天", "公示期最少几天"),
        ("委员慧罪少得几个人", "委员会最少得几个人"),
        ("身份政号填错了", "身份证号填错了"),
        ("播因的中及叫什么", "播音的中级叫什么"),
        ("电子正书搁哪下栽打印", "电子证书搁哪下载打印"),
        # slips that are words, and only beside what shows them to be slips
        ("名子打错了", "名字打错了"),
        ("还差几个学识", "还差几个学时"),
        ("报中集职称", "报中级职称"),
        ("我在中集工作三年", "我在中集工作三年"),
        ("学识渊博算业绩吗", "学识渊博算业绩吗"),
        ("上船工作三年算工龄吗", "上船工作三年算工龄吗"),
        ("材料上船不了", "材料上传不了"),
        # words as they stand, by what stands beside them; another reading; look-alikes; single characters; numerals
        ("电化给一个，高去的", "电话给一个，高区的"),
        ("率师的中及教什么", "律师的中级叫什么"),
        ("硕土几年认定中级", "硕士几年认定中级"),
        ("船泊的正高叫什么", "船舶的正高叫什么"),
        ("公物员能苹职称吗", "公务员能评职称吗"),
        ("论闻位次怎么天", "论文位次怎么填"),
        ("乳三市的电话", "乳山市的电话"),
        ("翻一系列的中几", "翻译系列的中级"),
        # initials
        ("gxk一年要多少", "公需课一年要多少"),
        ("报zc要什么材料", "报职称要什么材料"),
        # 那 for 哪, where nothing would be asked otherwise
        ("评审结果在那里公示", "评审结果在哪里公示"),
        ("副研究馆员都是那几个系列的", "副研究馆员都是哪几个系列的"),
        # syllables in Latin letters
        ("推荐wei员会起码要几个ren凑齐", "推荐委员会起码要几个人凑齐"),
        ("zhicheng怎么评", "职称怎么评"),
        ("中级pingshen费多少qian", "中级评审费多少钱"),
        ("论wen要几篇", "论文要几篇"),
    ],
)
def test_our_words_are_recognised_by_their_sound(typed: str, meant: str) -> None:
    assert SPELLING.normal(typed) == meant


def test_what_the_texts_and_typical_questions_say_is_never_changed() -> None:
    right = [document.source for document in CORPUS.documents]
    right += [question for questions in CORPUS.questions.values() for question in questions]
    lines = [line for text in right for line in text.splitlines()]
    # white space and figures aside: full-width ones become ordinary ones
    changed = [line for line in lines if SPELLING.normal(line) != SPELLING._respelled(line) and "\u3000" not in line]
    misspelt = [line for line in lines if SPELLING._respelled(line) != line]
    assert misspelt == []
    assert len(changed) < len(lines) / 100


@pytest.mark.parametrize(
    "text",
    [
        *("专技十级升九级", "公积金怎么提取", "有急事找人", "今天天气不错", "单位说是干满三年就能认定", "搞机械的"),
        *("这种级别收费多少", "中技和高技", "我老公是教师", "名字各是什么", "快递在中转站", "研究院的人", "会计事务所"),
        *(
            "支撑材料传到哪个栏目",
            "博世公司",
            "施工许可证",
            "我大学是中专",
            "在职成人教育",
            "改制成企业",
            "学是在平台上的",
        ),
        *("建筑工程", "出血是病", "淄博市局", "多年现在", "支撑职称的材料", "文凭审核"),
        *("pdf格式", "ca证书", "AI技术", "ai技术", "app怎么装", "ie浏览器", "word版", "abc@qq.com邮箱", "u盾", "e证书"),
        *(
            "教室在哪里",
            "计算公式",
            "退件怎么办",
            "即时通讯",
            "记事本",
            "贴满三天就撕了",
            "没按时补会怎么样",
            "人社备过案",
        ),
        *("不用考试的那种", "我在那里上班", "就那几个系列", "那高级的呢", "他们那里要盖章吗"),
        *("中技和高技", "叁个人", "贰佰块", "四五个人", "我弟弟车贷"),
        *("用工作证名字对不上", "多涨几百", "统计师证属国家考的", "壹佰元整", "三年一变", "临沂的证", "潍坊张伟"),
    ],
)
def test_everyday_words_are_left_alone(text: str) -> None:
    assert SPELLING.normal(text) == text


@given(st.text())
def test_a_corpus_without_a_glossary_changes_no_word(text: str) -> None:
    assert Spelling(Corpus(root="", documents=()))._respelled(text) == text


@given(st.text(max_size=60))
def test_no_character_is_lost(text: str) -> None:
    assert len(SPELLING._respelled(text)) == len(text)


@pytest.mark.parametrize(
    ("question", "words", "lacks"),
    [
        ("船舶系列的联系人电话", "船舶 | 正高级船长 | 高级船长", True),
        ("技工院校教师的座机是多少", "咨询电话5190962", False),
        ("电话填谁的", "联系方式尽量填写山东省内的手机号码", False),
        ("要审哪几块内容", "尤其是审核工作经历、专业、学历", False),
        ("公示几天", "公示期不少于5个工作日", False),
        ("审核要多久", "由主管部门审核", True),
        ("要交几份", "双面打印", True),
        ("这几年的考核怎么填", "按实际填写", False),
        ("暂行办法的文号是多少", "按照暂行办法执行", True),
        ("多少钱", "每人次160元", False),
        ("要准备什么", "按通知要求", False),
        ("离职几个月了还能申报吗", "在职人员可以申报", False),
        ("换了几次单位，学时还算吗", "学时累计", False),
        ("写错了几个字怎么改", "联系技术支持修改", False),
    ],
)
def test_a_figure_that_is_asked_for_must_be_there(question: str, words: str, lacks: bool) -> None:
    assert lacks_figure(question, words) is lacks


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("人社局再哪里办公", "人社局在哪里办公"),
        ("证书再哪下载", "证书在哪下载"),
        ("再报一次要多少钱", "再报一次要多少钱"),
    ],
)
def test_a_word_that_the_glossary_names_as_a_slip_is_one(typed: str, meant: str) -> None:
    assert SPELLING.normal(typed) == meant


def test_what_was_taken_for_a_word_is_told() -> None:
    assert SPELLING.changes("名子和職成，wei员会") == (("名子", "名字"), ("职成", "职称"), ("wei", "委"))
    assert SPELLING.changes("评审结果在那里公示") == (("那", "哪"),)
    assert SPELLING.changes("中級職稱評審費") == ()
    read = understand(Question("职成怎么评"), Conversation(), Places(CORPUS.districts), SPELLING, Anaphora(CORPUS))
    assert any("职成" in note and "职称" in note for note in notes(read))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("那一栏填么", "那一栏填什么"),
        ("为么退回来", "为么退回来"),
        ("要传么材料", "要传什么材料"),
        ("你告诉俺格子里打么字", "你告诉俺格子里打什么字"),
        ("能这么填么", "能这么填么"),
        ("可以么", "可以么"),
        ("要么意思一下", "要么意思一下"),
    ],
)
def test_what_is_said_in_dialect_is_read_as_we_say_it(typed: str, meant: str) -> None:
    assert SPELLING.normal(typed) == meant


def test_more_is_taken_for_a_slip_where_a_question_would_find_nothing() -> None:
    typed = "承诺书前字"
    assert (SPELLING.normal(typed), SPELLING.bold(typed)) == (typed, ("承诺书签字", (("前字", "签字"),)))


@given(st.text(alphabet="0123456789 ，。？abc", max_size=30))
def test_what_has_no_chinese_is_spelt_as_it_is_however_bold(text: str) -> None:
    assert SPELLING.bold(text) == (text, ())
