"""Dates as people write them."""

from datetime import date

import pytest

from assistant.dates import dates_in, is_bare_date, months_later


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年9月28日", [(2022, 9, 28)]),
        ("2022年1月27号贴的", [(2022, 1, 27)]),
        ("二〇二二年四月二十八日", [(2022, 4, 28)]),
        ("二零二二年十月八号", [(2022, 10, 8)]),
        ("2022-06-01、2022.7.4、2022/7/4", [(2022, 6, 1), (2022, 7, 4), (2022, 7, 4)]),
        ("２０２２．７．４", [(2022, 7, 4)]),
        ("2022年 9 月 28 日", [(2022, 9, 28)]),
        ("9月26日", [(None, 9, 26)]),
        ("2022年9月26日到9月30日", [(2022, 9, 26), (2022, 9, 30)]),
        ("2022年9月26日到30日", [(2022, 9, 26), (2022, 9, 30)]),
        ("2019年3月到6月", [(2019, 3, None), (2019, 6, None)]),
        ("2018年3月聘，2022年申报", [(2018, 3, None), (2022, None, None)]),
        ("18年3月聘，22年申报", [(2018, 3, None), (2022, None, None)]),
        ("2022年9月3个人", [(2022, 9, None)]),
        ("聘了3年8个月，干了12年申报", []),
        ("24号窗口，电话8452328", []),
    ],
)
def test_a_date_is_read_as_far_as_it_is_written(text: str, found: list[tuple[int | None, ...]]) -> None:
    assert [(said.year, said.month, said.day) for said in dates_in(text)] == found


@pytest.mark.parametrize("text", ["2022年2月30日", "2022年13月1日", "2022年9月0日", "2022年二十月", "2月30日"])
def test_what_the_calendar_does_not_have_is_no_date(text: str) -> None:
    (said,) = dates_in(text)
    assert not said.exists
    with pytest.raises(ValueError, match="no day to be told"):
        said.span()


def test_a_month_is_all_of_its_days() -> None:
    (said,) = dates_in("2020年2月")
    assert said.span() == (date(2020, 2, 1), date(2020, 2, 29))


def test_months_later_stay_in_their_month() -> None:
    assert months_later(date(2022, 1, 31), 1) == date(2022, 2, 28)
    assert months_later(date(2022, 3, 1), -1) == date(2022, 2, 1)
    assert months_later(date(2022, 12, 31), 12) == date(2023, 12, 31)


@pytest.mark.parametrize("text", ["2022年9月28日", "2022年9月28日开始", "9月28号"])
def test_a_date_alone_is_an_answer(text: str) -> None:
    assert is_bare_date(text)


@pytest.mark.parametrize("text", ["2022年9月28日提交的材料", "到2022年9月1日还是9月2日", "公示"])
def test_a_question_with_a_date_is_no_bare_date(text: str) -> None:
    assert not is_bare_date(text)
