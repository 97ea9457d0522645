"""Whether a phrase tells something of the asker: not what is denied, asked, past, or somebody else's (pure)."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto

from assistant.cues import part
from assistant.exact.reading import stretch_around

_DENIED = re.compile(r"(?<!是)(不是|并非|没有|不属于|不算|(?<![除是])非|还没|没(?![事错])|未|尚未)[^是有]{0,4}$")
_DENIED_PLAINLY = re.compile(r"(?<!是)(不是|并非|没有|不属于|不算)[^是]{0,4}$|(?<![除是])非$")
_DENIED_AFTER = re.compile(r"不(上|了|着|起来)")
_WHETHER = re.compile(r"(是不是|有没有|算不算|是否|算不|符不符合)[^是有]{0,4}$")
_ASKED = re.compile(r"[了的]?(吗|么|嘛|不|没|没有|吧)$")
# a card that is applied for, or has run out, is not held
_NOT_YET = re.compile(
    r"[^，,。；;？?！!]{0,3}(正?在?申请|申报中|在办|还没|没(有)?(办|拿|下|到)|过期|到期|作废|丢|被取消|已?注销|被?收回|吊销|失效|没了|[才没]发|下个?月)"
)
_LAPSED = re.compile(
    r"卡[^，,。；;？?！!]{0,6}[，,]?[^，,。；;？?！!]{0,6}(没了|没有了|过期|到期|注销|作废|收回|吊销|失效)|现在没有?了?[，,。]"
)
_WANTED = re.compile(
    r"(正在申请|预计[^，,。]{0,6}|想办|等着?|快要?拿|准备办|打算办|去年有|前年有|原先有?|原来有|以前有|曾经?有|从前有|想申请|准备申请|申请办|怎么办|怎么申请)[^，,。]{0,3}$"
)
_NOT_FINISHED = re.compile(r"[^，,。；;？?！!]{0,2}(没毕业|未毕业|没读完|肄业|在读|没上完)")
# what somebody was, or may become
_WAS_OR_WILL_BE = re.compile(
    r"(以前|曾经?|原来|过去|之前|当过|做过|备考|报考|想考|准备考|要考|打算考|没考上|辞了?)[^，,。；;？?！!]{0,4}$"
)
_NOT_IN_OFFICE = re.compile(r"(还?没|未|尚未)(报到|入职|上岗)|拟录用|面试通过|等体检|下个?月(入职|报到|上岗)")
_NO_LONGER = re.compile(r"(考试|备考|没考上|辞职|离职|辞了|不干了)")
_NOT_RETIRED_YET = re.compile(
    r"(快|就|要|将|马上|即将|临近|延迟|推迟|明年|后年|月底|年底|[没未不]|距离?|离)(到|该|就|要|才|办|能|着)*$"
)
_LONG_AGO = re.compile(r"(以前|原来|原先|之前|曾经?|过去|早先)[^，,。；;？?！!]{0,4}$")
_LONG_RETIRED = re.compile(
    r"(去年|前年|上个?月|上周|早|已经?|年前|昨天|上半年|年初|前几年)(已经?|早)?就$"
)  # 去年就退休了
_UNTIL_RETIRED = re.compile(r"(年龄)?(还有|还差|还剩|差|只剩)")
_KIN = (
    r"老公|老婆|爱人|对象|媳妇|丈夫|妻子|父亲|母亲|爸爸?|妈妈?|爷爷|奶奶|公公|婆婆|岳父|岳母|儿子|女儿|闺女|孩子|哥哥?|弟弟?|"
    r"姐姐?|妹妹?|舅舅?|叔叔?|姨|亲戚|朋友|同学|同事|领导|老板|师傅|导师|家属|家里人"
)
# anybody besides oneself, but for those who only say or want something (领导说一半改报高级)
_ANYBODY = re.compile(
    rf"(?:{_KIN}|徒弟|学生|聘用(?:人员|的人)|[老小][张王李刘陈赵]|另外?一[个位])(?![^，,。；;]{{0,2}}[说让问叫催批])"
)
_OTHERS = re.compile(rf"({_KIN})[^，,。；;？?！!]*$")
_FIRMS = re.compile(
    r"(单位|公司|厂里?|学校|医院|院里|所里|我们这|老板|总部)[里]?(也|还)?(有|是|请了|聘了|来了)[^，,。；;？?！!]*$"
)
_OF_A_FIRM = re.compile("[民私]企|民营|私营|派|总部")  # 公司是外地民企: what it is, is what counts
_ITS_PAPERS = re.compile(r"的?(公?章|盖章|推荐|证明|同意|介绍信|意见)")  # 没有单位推荐: it is the paper that is lacking
_OWNED_BY_THE_STATE = re.compile(r"的?(国企|央企|国有|事业)")  # 总部在外省的国企 is no private firm
_SELF = re.compile(
    rf"(^|[，,。；;？?！! ])(那|但是?|可是?|现在)?(我|俺|咱|本人)(?!({_KIN})|的?({_KIN})|们|单位|公司|家|厂|市|省|区)"
)


class Told(Enum):
    """How a phrase is told."""

    SO = auto()
    DENIED = auto()
    NOT = auto()  # asked, doubted, past, or of somebody else: it tells nothing


def told(text: str, start: int, end: int, slot: str) -> Told:
    """How the phrase of a slot at [start, end) of a text is told."""
    before, after = stretch_around(text, start, end)
    if slot == "person":
        return _status(text, before, after, text[start:end])
    if slot == "card":
        return _card(text, before, after)
    if slot == "class" and _NOT_FINISHED.match(after):
        return Told.NOT
    if slot in ("degree", "target", "origin", "class", "case"):
        return Told.NOT if _DENIED_PLAINLY.search(before) else Told.SO
    long_ago = slot == "enterprise_engineer" and _LONG_AGO.search(before)  # 以前在事业单位，现在在企业
    if long_ago or _WHETHER.search(before) or _ASKED.fullmatch(after) or _anothers(text, before):
        return Told.NOT
    return Told.DENIED if _DENIED.search(before) or _DENIED_AFTER.match(after) else Told.SO


def _status(text: str, before: str, after: str, phrase: str) -> Told:
    """What somebody is: a civil servant, retired, abroad."""
    if ("单位" in phrase and _ITS_PAPERS.match(after)) or ("总部" in phrase and _OWNED_BY_THE_STATE.match(after)):
        return Told.NOT
    retired = ("退" in phrase or "离休" in phrase) and not _LONG_RETIRED.search(before)
    if retired and (_NOT_RETIRED_YET.search(before) or _UNTIL_RETIRED.match(after) or "就退休了" in before + phrase):
        return Told.NOT
    if _NOT_IN_OFFICE.search(text) or _WAS_OR_WILL_BE.search(before) or _NO_LONGER.match(after):
        return Told.NOT
    if (_FIRMS.search(before) and not _OF_A_FIRM.search(phrase)) or _anothers(text, before):
        return Told.NOT
    return Told.NOT if _DENIED.search(before) else Told.SO


def _card(text: str, before: str, after: str) -> Told:
    """What somebody holds."""
    if (
        _LAPSED.search(text)
        or _DENIED.search(before)
        or _NOT_YET.match(after)
        or _WANTED.search(before)
        or _anothers(text, before)
    ):
        return Told.NOT
    return Told.SO


def _anothers(text: str, before: str) -> bool:
    """True for what is said of kin or colleagues by somebody who speaks of themselves, too."""
    return _OTHERS.search(before) is not None and _SELF.search(text) is not None


def kin(texts: Iterable[str]) -> set[str]:
    """The people besides oneself that texts speak of."""
    said = (each.group() for text in texts for each in _ANYBODY.finditer(text))
    return {word[0] if word == word[0] * len(word) else word for word in said}  # 爸爸 and 爸


def is_another(text: str, before: Sequence[str]) -> bool:
    """True for a turn about somebody of whom those before it do not speak: what was told is not theirs."""
    now, earlier = kin([text]), kin(before)
    they = part("they").search(text) is not None
    others = bool(earlier) or any(part("they").search(said) for said in before)
    of_self = others and not now and not they and "我" in text
    return bool(now - earlier) or of_self or (they and not now and not others)


def own_story(text: str, story: Sequence[str]) -> list[str]:
    """What was told before of whom a turn speaks; of oneself only that, past what was told of others."""
    if not is_another(text, story):
        return list(story)
    return [said for said in story if not kin([said])] if "我" in text and not kin([text]) else []
