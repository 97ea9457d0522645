"""What earlier turns leave behind: a value that the caller keeps, and how a follow-up leans on it (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.places import Places

# Values that stand in for one another when a follow-up changes one detail of the question before.
SLOTS: tuple[tuple[str, ...], ...] = (
    ("正高级", "副高级", "高级", "中级", "初级", "正高", "副高", "助理级", "员级"),
    ("博士研究生", "硕士研究生", "博士", "硕士", "研究生", "本科", "大专", "专科", "中专", "高中"),
    ("公需课", "专业课", "公需", "专业科目", "选修课"),
    ("企业", "事业单位", "机关", "公务员", "自由职业者", "个体户", "民营企业", "国企", "社会团体"),
    ("初级工", "中级工", "高级工", "预备技师", "技师"),
)
_FOLLOW_UP = re.compile(
    r"^(那么?|哪么|换成|如果是|要是|那要是|那如果|还有|另外)|呢[？?！!。]*$|^(它|他|这个|那个|这|上面)"
)
_ANOTHER = re.compile(r"几年|几天|多久|多长|什么|啥|怎么|咋|哪|谁|为何|要求|条件|材料|流程|时间|电话|网址|证书")
_SHORT = 14
# an interrogative with nothing to ask it of: 在什么地方, 电话多少, 要多久
_BARE = re.compile(
    r"(那|请问)?(他们的?|它的?)?(地址|电话|网址|时间|费用|材料)?(是|在|要|得|需要|一共|总共|大概|到底|具体)*"
    r"(多少钱?|多久|多长时间|几年|几天|什么时候|啥时候|什么(地方|位置|时间)|哪里|哪儿|哪|几号|几楼|怎么走|为什么|为啥)(啊|呀|呢|啦|的)?[？?。]*"
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What has been asked so far, as it was typed, oldest first."""

    asked: tuple[str, ...] = ()

    def after(self, text: str) -> "Conversation":
        """The conversation once this has been asked."""
        return Conversation((*self.asked, text))


def standalone(text: str, before: Sequence[str], places: Places) -> str:
    """A question as it would be asked without the turns before it.

    A follow-up that names another value of a slot (那高级的呢, 那荣成呢) asks the last question again with
    that value; another elliptical follow-up is read together with the last question that stood by
    itself; a question that stands by itself stays as it is.
    """
    root = ""
    for earlier in before:
        root = _substituted(earlier, root, places) or (root if root and is_follow_up(earlier) else earlier)
    if not root or not is_follow_up(text):
        return text
    return _substituted(text, root, places) or f"{root} {text}"


def is_follow_up(text: str) -> bool:
    """True for a question that leans on the one before: short, and opening or ending like an aside, or bare."""
    return len(text) <= _SHORT and (_FOLLOW_UP.search(text) is not None or _BARE.fullmatch(text) is not None)


def asks_another(text: str) -> bool:
    """True for a question that asks something of its own (那中级要几年): no mere change of one detail."""
    return _ANOTHER.search(text) is not None


def _substituted(text: str, last: str, places: Places) -> str | None:
    """The last question with the one detail changed that a follow-up names; None when it names none."""
    if not last or not is_follow_up(text) or asks_another(text):
        return None
    for values in SLOTS:
        new, old = _mentioned(text, values), _mentioned(last, values)
        if new and old and new != old:
            return last.replace(old, new)
    new, old = places.named_word(text), places.named_word(last)
    return last.replace(old, new) if new and old and new != old else None


def _mentioned(text: str, values: Sequence[str]) -> str | None:
    """The longest of the values that a text names."""
    return max((value for value in values if value in text), key=len, default=None)
