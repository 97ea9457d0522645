"""Which number of a question counts which hours, and whose (pure)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.cues import part
from assistant.exact.reading import Phrase, Reading
from assistant.quantity import SHARE, SOME_SHARE, Quantity

HOURS = ("学时", "学识", "课时", "个学时")
KINDS = ("公需课", "专业课")
_UNITS = ("", "个", *HOURS)
_OTHER_UNITS = tuple("家所间份张本台座栋层种类批群样块项边头")  # 一家设计院 counts no hours
_IDIOM = tuple("不没")  # 一个不多一个不少 counts nothing
_JUST_BEFORE = 1  # characters between a number and its kind in 30学时公需
_LONGEST_LABEL = 6
_ALL = re.compile(
    r"(清一色|统统|全部|全都|净|全|都)(是|学|修|听|上|刷|报|为)?(的|了|过)?(都是)?$"
)  # … and none of another kind
_REST = re.compile(r"(其余|其它|其他|剩下|剩余|余下|别的|另外)(的|那些)?(都|全|就)?(是|为|算|学|修)?(的|了)?$")
_ALL_OF = re.compile(r"(光|专|一门心思|一心)[只全都光]?(是|学|修|听|上|刷|报)(的|了|过)?$")
# hours that are there and do not count (有10学时没审核通过)
_LOST = re.compile(
    r"[都也还]{0,2}((没有?|未|不)(审核|审|通过审|通过|认|批)|不算(?![多少完够])|不计|作废|无效|被(退|驳|扣|剔|打回))"
)
_LOST_BEFORE = re.compile(r"(扣|剔除|刨去|除去|作废|打回|退回)(掉|了)?$")
_RELATIVE = re.compile(r"比[^，,。；;？?]{1,8}(多|少)[^，,。；;？?]{0,4}$")  # 比去年多学了10
_OFFSET = re.compile(r"课?[也都还只就才]{0,2}((?P<over>超出?|多出?|富余)|差|缺|少|欠)[了着]?")
_YEAR = re.compile(r"大前年|前年|去年|今年|本年|头一年|第[一二三四五]年|(?<!\d)(19|20)?\d\d年")
_ONE_YEAR = re.compile(rf"[那我俺]{{0,2}}(?P<year>{_YEAR.pattern})(一共|总共|就|只|才|又|是|学|修|听|刷|了|有)*")
_AT_ITS_END = re.compile("(学时|课时|个学时)?[吧呢啊呀了，,。！!]*")
_OWN = re.compile("^[我俺]的?(?=大?[前去今本])")  # 我去年 is last year
_ENOUGH = re.compile(r"(满|够|学完|修完|完成|达标)了")
_BREAKS = "，,。；;、：: \n"
_BY_RULE = re.compile(r"(?<!比)(规定|按要求|按标准)(?!的)[^，,。；;、学修听刷攒我多少]*$")  # 按规定公需30专业60


def with_both_kinds(reading: Reading) -> Reading:
    """The reading with 别的 as the kind that was not named before it (公需满30了，别的一点没动)."""
    named = next((phrase.value for phrase in reading.phrases if phrase.slot == "kind"), None)
    if named is None or not reading.of("other_kind"):
        return reading
    other = next(kind for kind in KINDS if kind != named)
    kinds = (replace(p, slot="kind", value=other) if p.slot == "other_kind" else p for p in reading.phrases)
    return replace(reading, phrases=tuple(kinds))


def given(reading: Reading) -> list[tuple[Phrase, Quantity]]:
    """Each kind, or the whole, with its number: the next before another of them, else the one just before it."""
    marks = [phrase for phrase in reading.phrases if phrase.slot in ("kind", "together")]
    hours = [quantity for quantity in reading.quantities if quantity.unit in (*_UNITS, SHARE, SOME_SHARE)]
    pairs = []
    leading = _leading(marks, hours)
    if leading:
        return leading
    for number, mark in enumerate(marks):
        end = marks[number + 1].start if number + 1 < len(marks) else len(reading.text)
        own = [q for q in hours if mark.end <= q.start < end and not _asks(reading, q) and not _is_required(reading, q)]
        beside = [q for q in hours if 0 <= mark.start - q.end <= _JUST_BEFORE]
        own = own or [q for q in beside if not _asks(reading, q) and not _is_required(reading, q)]
        if own:
            pairs.append((mark, own[0]))
            hours.remove(own[0])
    left = [q for q in hours if counts_hours(reading, q)]
    kinds = [mark for mark in marks if mark.slot == "kind" and mark not in [pair[0] for pair in pairs]]
    if len(left) == len(kinds) == 1 and _REST.search(reading.text, 0, kinds[0].start):  # 95学时，公需20，其余都是专业
        pairs.append((replace(kinds[0], slot="together"), left[0]))
    elif len(left) == len(kinds) == 1 and all_of(reading, kinds[0]):  # 100个学时，全是专业课
        pairs.append((kinds[0], left[0]))
    return pairs


def _leading(marks: Sequence[Phrase], hours: Sequence[Quantity]) -> list[tuple[Phrase, Quantity]]:
    """Each kind with the number right before it, where all have one (30学时公需加60学时专业)."""
    kinds = [mark for mark in marks if mark.slot == "kind"]
    pairs = [(kind, quantity) for kind in kinds for quantity in hours if quantity.end == kind.start and quantity.unit]
    return pairs if len(pairs) == len(kinds) > 1 else []


def all_of(reading: Reading, kind: Phrase) -> bool:
    """True for a kind of which it is said that all hours are (全是专业课)."""
    before = reading.text[: kind.start]
    return _ALL.search(before) is not None or _ALL_OF.search(before) is not None


def counts_hours(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that can only be hours that there are."""
    after = reading.text[quantity.end : quantity.end + 1]
    idiom = quantity.value == 1 and after in _IDIOM
    stray = after in _OTHER_UNITS or idiom
    return quantity.unit in _UNITS and not (stray or _asks(reading, quantity) or _is_required(reading, quantity))


def _asks(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that is said to be missing or asked for (差一个学时), not to be there."""
    return any(word in reading.text[max(0, quantity.start - 3) : quantity.start] for word in ("差", "缺", "第", "顶"))


def _is_required(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that is what must be reached (一共要90, 不少于30), not what there is."""
    said = max((phrase.end for phrase in reading.phrases if phrase.end <= quantity.start), default=0)
    before = reading.text[max(said, quantity.start - 3) : quantity.start]
    if _BY_RULE.search(reading.text, 0, quantity.start):
        return True
    return any(word in before for word in ("要", "须", "应", "不少于", "至少", "每年"))


def offsets_of(reading: Reading) -> dict[str, Decimal]:
    """By kind, hours told as missing (less than nothing) or beyond what is required (公需差5，专业超10)."""
    found: dict[str, Decimal] = {}
    for kind in reading.of("kind"):
        for quantity in reading.quantities:
            between = reading.text[kind.end : quantity.start] if quantity.start >= kind.end else "-"
            if quantity.unit in _UNITS and (said := _OFFSET.fullmatch(between)):
                found[kind.value] = quantity.value if said["over"] else -quantity.value
    return found


def is_lost(reading: Reading, quantity: Quantity) -> bool:
    """True for hours that do not count after all (有10学时没审核通过)."""
    after = _LOST.match(reading.text, quantity.end) is not None
    return after or _LOST_BEFORE.search(reading.text, 0, quantity.start) is not None


def is_relative(reading: Reading, quantity: Quantity) -> bool:
    """True for a number that is told against another (比去年多学了10)."""
    return _RELATIVE.search(reading.text, 0, quantity.start) is not None


def totals_by_year(reading: Reading) -> list[tuple[str, Quantity | None]]:
    """Each year that a question names with its one figure (前年一点没学，去年学了40，今年满了).

    The figure is None where it is said to be enough. Nothing where not every year has just one.
    """
    years = list(_YEAR.finditer(reading.text))
    found: list[tuple[str, Quantity | None]] = []
    ends = [*(year.start() for year in years[1:]), len(reading.text)]
    for year, end in zip(years, ends[: len(years)], strict=True):
        own = [q for q in reading.quantities if year.end() <= q.start < end and counts_hours(reading, q)]
        if len(own) > 1 or (not own and not _ENOUGH.search(reading.text, year.end(), end)):
            return []
        found.append((year.group(), own[0] if own else None))
    return found if len({label for label, _ in found}) == len(found) > 1 else []


def one_year(reading: Reading) -> tuple[str, Quantity] | None:
    """A year and its hours in all, where a turn says nothing else (去年60个); None where it says more."""
    told = _ONE_YEAR.match(reading.text)
    hours = [q for q in reading.quantities if told and q.start == told.end() and counts_hours(reading, q)]
    return (told["year"], hours[0]) if told and hours and _AT_ITS_END.fullmatch(reading.text, hours[0].end) else None


def label_of(reading: Reading, phrase: Phrase) -> str:
    """What stands in front of the kind since the last break or number: a year, or a name."""
    start = max(
        [reading.text.rfind(mark, 0, phrase.start) + 1 for mark in _BREAKS]
        + [q.end for q in reading.quantities if q.end <= phrase.start and q.unit != "年"]
    )
    label = _OWN.sub("", reading.text[start : phrase.start].strip()).removesuffix("的")
    return label if len(label) <= _LONGEST_LABEL and (is_year(label) or part("person").fullmatch(label)) else ""


def is_year(label: str) -> bool:
    """True for a label that is a year."""
    return label.endswith("年")
