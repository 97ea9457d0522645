"""Which number of a question counts which of the people who apply (pure)."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.cues import part
from assistant.exact.reading import Phrase, Reading
from assistant.quantity import Quantity

_NEAR = 4  # characters between a number and the level it counts
_NOW = re.compile("(现在|目前|如今|这下|变成|改成|一共|总共|拢共|共|合计|就是)(有|是)?$")  # 现在5个人: all of them
_SAT = re.compile("考(了|过|的是)?$")
_ENDS = re.compile("[。！!，,？?了吧呢啊呀]*$")


def shared_out(
    reading: Reading, levels: Sequence[str], people: Sequence[Quantity], shares: Sequence[Decimal]
) -> dict[str, int | None] | None:
    """The people of each level where shares of all of them are told (10个人，一半中级一半高级); None where not sure."""
    if len(people) != 1 or len(levels) < 2:
        return None
    told = list(shares)
    if len(told) == 1 and told[0] * len(levels) == 1 and (reading.of("each") or len(levels) == 2):
        told *= len(levels)  # 各一半, 对半
    if len(told) == len(levels) - 1 and part("the_rest").search(reading.text):
        told.append(1 - sum(told, Decimal(0)))
    counts = [people[0].value * share for share in told]
    whole = all(count == count.to_integral_value() and count > 0 for count in counts)
    if len(told) != len(levels) or sum(told) != 1 or not whole:
        return None
    return {level: int(count) for level, count in zip(levels, counts, strict=True)}


def left_of(
    levels: Mapping[str, int | None], loose: Sequence[Quantity], fewer: bool, moved: bool, rest: bool = False
) -> dict[str, int | None] | None:
    """The people of each level where a question tells at once how many there were and how many no longer are.

    Args:
        rest: those of one level are told as all the others.
    """
    counts = list(levels.items())
    if fewer and len(counts) == len(loose) == 1 and (had := counts[0][1]) and had > loose[0].value:
        return {counts[0][0]: had - int(loose[0].value)}
    open_ = [level for level, count in counts if count is None]
    if rest and len(open_) == len(loose) == 1 < len(counts):  # 13个人，8个中级，剩下的都是初级
        left = int(loose[0].value) - sum(count or 0 for _, count in counts)
        return {level: left if count is None else count for level, count in counts} if left > 0 else None
    if moved and not loose and len(counts) == 2:  # 5个中级，有两个改成初级
        (one, had), (other, gone) = counts
        return {one: had - gone, other: gone} if had and gone and had > gone else None
    return None


def whole_of(people: Sequence[Quantity]) -> Quantity | None:
    """The number that all others add up to."""
    total = sum(quantity.value for quantity in people)
    return next((quantity for quantity in people if quantity.value * 2 == total), None)


def is_total(reading: Reading, people: Quantity) -> bool:
    """True for a number of people that is said to be all of them (现在5个人, 俩人总共)."""
    after = any(phrase.start == people.end for phrase in reading.of("together"))
    return after or _NOW.search(reading.text, 0, people.start) is not None


def pairs_of(
    reading: Reading, mentions: Sequence[tuple[Phrase, str]], people: Sequence[Quantity]
) -> list[tuple[Phrase, Quantity]]:
    """Which number counts which level: all before theirs (两个正高), or all after (初级5人)."""
    if not mentions or not people or reading.of("each"):
        return []
    before = people[0].start < mentions[0][0].start
    pairs: list[tuple[Phrase, Quantity]] = []
    for leading in (before, not before):  # 初级2个人，另有1个高级: what is left over may stand on the other side
        for phrase, _ in mentions:
            taken = [quantity for _, quantity in pairs]
            gaps = [
                (phrase.start - q.end if leading else q.start - phrase.end, q)
                for q in people
                if q not in taken and phrase not in [counted for counted, _ in pairs]
            ]
            near = [(gap, q) for gap, q in gaps if 0 <= gap <= _NEAR]
            if near:
                pairs.append((phrase, min(near, key=lambda found: found[0])[1]))
    return pairs


def sat_in(reading: Reading, people: Sequence[Quantity]) -> int | None:
    """The subjects that a number without a unit counts at the end of a stretch about sitting them (孩子说就考俩)."""
    sat = (q for q in people if _SAT.search(reading.text, 0, q.start) and _ENDS.match(reading.text, q.end))
    return next((int(quantity.value) for quantity in sat), None)
