import pytest

from corpus.numerals import to_chinese, to_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("二十三", 23),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千二百六十", 1260),
        ("一〇二", 102),
    ],
)
def test_chinese_numerals_are_read(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize(("text", "number"), [("15", 15), ("１５", 15), ("⑮", 15)])
def test_digits_of_every_width_are_read(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize("text", ["", "条", "十条", "1.5", "第三"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        to_int(text)


@pytest.mark.parametrize("number", [0, 10000, -3])
def test_numbers_out_of_range_have_no_numeral(number: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        to_chinese(number)
