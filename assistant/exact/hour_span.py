"""Over how many years the study hours of a question are asked (pure)."""

import re

from assistant.exact.reading import Reading, segments

_FROM_TO = re.compile(r"(?<!\d)((?:20)?\d\d)年?(?:起|开始)?(?:到|至|[-—~])((?:20)?\d\d)(?!\d|月|[.个学课块元])")
_NAMED = re.compile(r"(?<!\d)(?:20)?[0-3]\d年?(?:[、和跟与及,，]?(?:20)?[0-3]\d年)+")  # 21、22年
_TWO_DIGITS = re.compile(r"(?:20)?(\d\d)年?")
_BARE_YEARS = re.compile(
    "[那要如果是的话,，]*(?P<years>[二两三四五六七八九十0-9]+年)(一共|总共|合计|加起来)?(呢|的呢?|的话呢?|多少)?[?？]?"
)  # 三年呢
_HOW_MANY = re.compile(
    "(?<![第龄作了满0-9二两三四五六七八九十])[二两三四五六七八九十0-9]+年(一共|总共|合计)?(是|要|得|该|需要?)?(学|修)?多少"
)  # 光专业课这块三年是多少
_SUM_OF_YEARS = re.compile(
    "(那|要是|如果|前|这|近)*[两二三四五六七八九十0-9]+年(的|都|下来)*(撂|摞|攒|加|合|凑|连|放|总|一共|拢|统)[^，,。]{0,5}"
    "(得|要|该|是|需要)*(多少|几个)(学时|学分|课时|个)*[哇啊呀呢]*"
)
_MOST_YEARS = 12  # more is a date (21年), or longer than anybody must account for


def years_asked(reading: Reading) -> int:
    """The years over which a total is asked (三年一共要多少, 从2019到2022一年不落); 1 where none is."""
    if bare := _BARE_YEARS.fullmatch(reading.text):
        years = [q.value for q in reading.counted("年") if q.start >= bare.start("years")]
        return int(years[0]) if years and 1 < years[0] <= _MOST_YEARS else 1
    if is_span(reading) and (between := _FROM_TO.search(reading.text)):
        first, last = (int(year) % 100 for year in between.groups())
        return last - first + 1
    if reading.of("together") and (named := _NAMED.search(reading.text)):
        return len(set(_TWO_DIGITS.findall(named.group())))
    years = [
        q.value
        for q in reading.counted("年")
        if 1 < q.value <= _MOST_YEARS and q.value == int(q.value) and not reading.text.startswith("了", q.end)
    ]
    summed = reading.of("together") or _HOW_MANY.search(reading.text)
    return int(years[0]) if years and summed else 1


def is_sum_of_years(text: str) -> bool:
    """True for a stretch that asks for nothing but a sum over years (三年加起来得多少)."""
    return any(_SUM_OF_YEARS.fullmatch(each) for each in segments(text))


def is_span(reading: Reading) -> bool:
    """True where all years from one to another are asked about, and no kind of hours is named."""
    between = _FROM_TO.search(reading.text) if reading.of("together") and not reading.of("kind") else None
    return between is not None and 0 < int(between[2]) % 100 - int(between[1]) % 100 < _MOST_YEARS
