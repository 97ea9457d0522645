"""What a question about fees gives: levels with how many people, ways of assessment, subjects, who charges (pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.cues import part, verdict_cue
from assistant.exact.fee_ask import FeeAsk
from assistant.exact.fee_people import is_total, left_of, pairs_of, sat_in, shared_out, whole_of
from assistant.exact.reading import Phrase, Reader, Reading, segments
from assistant.exact.whose import Told, told
from assistant.quantity import SHARE, Quantity, tells_either

_TOPIC = "fee"
_PEOPLE = ("人", "人次", "个人", "名", "位", "个")
_TIMES = ("回", "次", "遍", "趟")
_SUBJECTS = ("科", "门", "科目", "门课", "个科目")
_TIMES_SIGN = ("x", "×", "*")
_EACH = re.compile("[要各都]?考|[要各都报得]?[一二两三123][门科]")  # 一人考两门, 一人两门
_NOBODY = re.compile(
    "(学校|单位|公司|企业|厂|院|系列|级别|专业|地方|年|月|城市|区|部门|项目|系统|平台|网|事|问题|疑问|[^，,。一]{0,4}(人社|市局|区局))"
)  # 另一个学校
_WE = re.compile("[我咱俺他她们](俩|仨)(?![人个名位])")  # 我俩 counts all of them
_PAIR = re.compile("[我俺咱]们?(俩|两个?人?)(?![个名位])[^，,。]{0,3}(总共|一共|合|加|交|拢共|得|要)")
_DENIED = re.compile("(?<!是)(不是|并非|不报|不评)[^，,。；;]{0,2}$")  # 是高级，不是中级
_SCHOOL = re.compile("班|学院|学校")  # 技师班, 技师学院
_WHICH = "哪"  # 哪六个 counts nobody
_EXEMPT = re.compile("免(?!费)|过了|已过|通过了|不用考|补考|单补")  # 考三科免一科
_MONEY = ("元", "块")
_LEAST_BARE = 50  # a number without a unit is money from here on: 收了我200
_BESIDE = re.compile("[跟和与比]|相比")  # 考三门跟直接评: two ways side by side


def asked(reading: Reading, reader: Reader) -> bool:
    """True when a question is about these fees, or takes what is paid to those who judge for one."""
    if part("unreviewed").search(reading.text):
        return False  # 走认定的也收100块吗
    if _mode(reading) or (reading.counted(*_SUBJECTS) and reader.about("exam", reading)):
        return reader.about("exam_fee", reading)
    stated = any(q.unit in _MONEY for q in reading.quantities) or verdict_cue("free").search(reading.text) is not None
    if len(reading.of("level")) == 1 and stated and verdict_cue("confirm").search(reading.text):
        return not reader.elsewhere(_TOPIC, reading)  # 高级360块是吧, 初级免费对吧
    budget = bool(reading.of("level") and reading.counted(*_MONEY)) and reader.about("fee_budget", reading)
    return budget or reader.about(_TOPIC, reading)


def goes_on(reading: Reading) -> bool:
    """True for a stretch that, after such a question, asks for the sum (还有两个报中级的，都加一起; 总数变成几)."""
    return any(part(cue).search(reading.text) for cue in ("all_told", "sum_asked"))


def read(reading: Reading, reader: Reader, levels_of: Mapping[str, Sequence[str]]) -> FeeAsk:
    """The slots of a question.

    Args:
        levels_of: the levels in which a title occurs: naming a title names its level.
    """
    mentions = _mentions(reading, levels_of)
    people = [
        q
        for q in reading.quantities
        if (q.unit in _PEOPLE or reading.text[q.start - 1 : q.start] in _TIMES_SIGN)
        and not (q.value == 1 and _EACH.match(reading.text, q.end))
        and not reading.text.startswith(_WHICH, q.start - 1)
        and not _NOBODY.match(reading.text, q.end)
    ]
    vague = any(q.above for q in people) or tells_either(reading.text)
    people = [q for q in people if not q.above]
    rest = part("the_rest").search(reading.text) is not None
    total = next((q for q in people if (reading.of("more") or rest) and is_total(reading, q)), None)
    people = [q for q in people if q is not total]
    whole = whole_of(people) if len(people) == len(mentions) + 1 > 2 else None  # 六个人，三个初级、俩中级、一个高级
    people = [q for q in people if q is not whole]
    pairs = pairs_of(reading, mentions, [q for q in people if not _WE.match(reading.text, q.start - 1)])
    counts = {phrase.start: int(quantity.value) for phrase, quantity in pairs}
    groups = _groups(reading, reader, levels_of)
    money = next((int(q.value) for q in reading.quantities if q.unit in _MONEY or _is_money(q)), None)
    levels: dict[str, int | None] = {}
    for phrase, level in mentions:
        given = counts.get(phrase.start)
        before = levels.get(level)
        levels[level] = given if before is None else before + (given or 0)
    loose = [q for q in people if q not in [quantity for _, quantity in pairs]]
    if rest and total and not loose:  # 5个中级，其他人初级，一共8个
        loose, total = [total], None
    if len(loose) == 1 and levels and loose[0].value == sum(count or 0 for count in levels.values()):
        loose = []  # the number of them all
    if len(loose) == 1 and 1 < loose[0].value == len(levels) and not any(levels.values()) and not reading.of("each"):
        levels, loose = dict.fromkeys(levels, 1), []  # 我俩，他评副教授我评讲师: one of each
    shares = [q.value for q in reading.quantities if q.unit == SHARE]
    shared = shared_out(reading, list(levels), people, shares) if shares else None
    if shared:
        levels, loose = shared, []
    fewer, moved = (part(name).search(reading.text) is not None for name in ("fewer", "moved"))
    changed = left_of(levels, loose, fewer, moved and _moves_to_the_last(reading, mentions), rest)
    if changed:
        levels, loose, fewer, moved = changed, [], False, False
    each = bool(reading.of("each")) and not shared
    scattered = each and len(loose) > 1  # which of the numbers each has is not sure
    if loose and levels and not scattered and (each or (len(levels) == 1 and None in levels.values())):
        levels = dict.fromkeys(levels, int(loose[0].value))
        loose = []
    times = [int(q.value) for q in reading.counted(*_TIMES)]
    times += [2] if all(part(cue).search(reading.text) for cue in ("once_more", "both_times")) else []
    again = max(times, default=0) if len(levels) < 2 else 0  # 两次 of two levels is once each
    count = int(loose[0].value) if loose else (again or None)
    subjects = [int(q.value) for q in reading.counted(*_SUBJECTS) if q.value == q.value.to_integral_value()]
    if not subjects and not levels and (sat := sat_in(reading, loose)):
        subjects, count = [sat], None
    payee = next(iter(reading.of("payee")[-1:]), None)
    denied = payee is not None and told(reading.text, payee.start, payee.end, "payee") is Told.DENIED
    all_told = part("all_told").search(reading.text) is not None
    # 还有3个报中级的，全加一块儿
    on_top = all_told and bool(levels) and not (fewer or moved) and part("on_top").search(reading.text) is not None
    return FeeAsk(
        levels=tuple(levels.items()),
        people=count,
        subjects=subjects[0] if subjects else None,
        mode=_mode(reading),
        payee=payee.value if payee and not denied else None,
        summed=bool(reading.of("together") or reading.of("each")),
        exam_only=reader.about("exam_only", reading),
        counts=reader.about("subject_count", reading),
        added=on_top or (bool(reading.of("more")) and (total is None or bool(levels))),
        total=int(total.value) if total else None,
        fewer=fewer,
        moved=moved,
        experts=part("experts").search(reading.text) is not None,
        each_examined=part("each_examined").search(reading.text) is not None,
        unclear=scattered
        or (vague and (bool(people) or len(levels) > 1))  # 十来个报初级，两个报高级
        or denied
        or (len(set(subjects)) > 1 and len(people) > 1 and not groups)  # 仨人考三科，另外俩人补一科
        or (len(subjects) > 1 and _EXEMPT.search(reading.text) is not None and not groups)
        or part("multiple").search(reading.text) is not None
        or bool(loose and any(count is not None for count in levels.values()))
        or (fewer and len(people) > 1)
        or (bool(shares) and not shared and bool(people)),
        groups=groups,
        difference=reader.about("fee_difference", reading),
        budget=money if reader.about("fee_budget", reading) else None,
        charged=money if reader.about("fee_charged", reading) else None,
        share=shares[0] if len(shares) == 1 and not shared and not people and (fewer or moved) else None,
        all_told=all_told,
        pair=_PAIR.search(reading.text) is not None and part("they").search(reading.text) is not None,
        amount=part("how_much").search(reading.text) is not None,
        otherwise=named(reading, reader) and not asked(reading, reader),
    )


def named(reading: Reading, reader: Reader) -> bool:
    """True where a question is about these fees, be it how much they are or not (评审费能退吗)."""
    return reader.about("fee_named", reading) and part("asks").search(reading.text) is not None


def _groups(reading: Reading, reader: Reader, levels_of: Mapping[str, Sequence[str]]) -> tuple[FeeAsk, ...]:
    """People who are assessed each in their own way (我初级考两门，她中级考三门), each read by themselves."""
    told = [reader.read(piece) for segment in segments(reading.text) for piece in _BESIDE.split(segment)]
    ways = [each for each in told if len(_mentions(each, levels_of)) == 1]
    asks = [replace(read(each, reader, levels_of), groups=()) for each in ways] if 1 < len(ways) < len(told) + 1 else []
    mode = _mode(reading)
    asks = [replace(ask, mode=ask.mode or (mode if ask.subjects else None)) for ask in asks]
    differ = len({(ask.levels, ask.subjects, ask.mode) for ask in asks}) > 1
    each_counts = len({ask.subjects for ask in asks}) > 1 or all(ask.subjects for ask in asks)
    return tuple(asks) if differ and each_counts else ()


def _mode(reading: Reading) -> str | None:
    """The way of assessment that is told; 不是考试那种 tells none."""
    told = [phrase for phrase in reading.of("exam_mode") if not _DENIED.search(reading.text, 0, phrase.start)]
    return told[-1].value if told else None


def _moves_to_the_last(reading: Reading, mentions: Sequence[tuple[Phrase, str]]) -> bool:
    """True for 5个中级，有两个改成初级: of two levels the second is the one that people change to."""
    return len(mentions) == 2 and bool(
        re.search(f"(?:{part('moved').pattern})[^，,。；;]{{0,2}}$", reading.text[: mentions[1][0].start])
    )


def _is_money(quantity: Quantity) -> bool:
    return not quantity.unit and quantity.value >= _LEAST_BARE


def _mentions(reading: Reading, levels_of: Mapping[str, Sequence[str]]) -> list[tuple[Phrase, str]]:
    """Levels as they are named, one after another: by their own words, or by a title of one level."""
    found: list[tuple[Phrase, str]] = []
    for phrase in reading.phrases:
        if phrase.slot in ("level", "edge_level"):
            found.append((phrase, phrase.value))
        elif phrase.slot == "both_levels":
            found += [(phrase, level) for level in phrase.value.split("、")]
        elif (
            phrase.slot == "title"
            and len(levels_of.get(phrase.value, ())) == 1
            and not _SCHOOL.match(reading.text, phrase.end)
        ):
            found.append((phrase, levels_of[phrase.value][0]))
    found = [
        (phrase, level)
        for number, (phrase, level) in enumerate(found)
        if not (number + 1 < len(found) and _applies_from(reading.text, phrase, found[number + 1][0]))
    ]
    found = [pair for pair in found if not _DENIED.search(reading.text, 0, pair[0].start)] or found
    spelled = {level for phrase, level in found if phrase.slot != "title"}
    starts = {phrase.start for phrase, _ in found if phrase.slot != "title"}
    # 报中级工程师: the title only repeats the level; 护士中级: it names whose level
    return [
        (phrase, level)
        for phrase, level in found
        if phrase.slot != "title" or (level not in spelled and phrase.end not in starts)
    ]


def _applies_from(text: str, one: Phrase, other: Phrase) -> bool:
    """True for a level that people have who apply for the next one named (三个中级报高级)."""
    return part("applies_for").fullmatch(text, one.end, other.start) is not None
