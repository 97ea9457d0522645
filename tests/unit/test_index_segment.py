from index.segment import Segmenter, dictionary_of


def test_characters_bigrams_and_long_words_are_terms() -> None:
    assert Segmenter(["收费标准"]).terms("收费标准") == ["收", "费", "标", "准", "收费", "费标", "标准", "=收费标准"]


def test_full_width_and_upper_case_read_as_their_plain_forms() -> None:
    assert Segmenter([]).terms("ＩＥ１１") == Segmenter([]).terms("ie11") == ["ie11"]


def test_numbers_keep_their_points() -> None:
    assert Segmenter([]).terms("61.5元") == ["61.5", "元"]


def test_one_dictionary_does_not_leak_into_the_next() -> None:
    assert "=甲乙丙" in Segmenter(["甲乙丙"]).terms("甲乙丙")
    assert "=甲乙丙" not in Segmenter([]).terms("甲乙丙")


def test_the_dictionary_has_official_terms_and_words_found_in_the_texts() -> None:
    words = dictionary_of(["专业技术人员参加继续教育"], ["公需课学时"])
    assert "公需课学时" in words
    assert "技术人员" in words or "专业技术" in words or "专业技术人员" in words
