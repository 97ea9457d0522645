"""Gradio's first response is put right."""

from assistant.web.first_html import put_right
from assistant.web.templating import head

PAGE = '<html lang="en"><head><meta property="og:image"\n content="https://x/y.jpg" /><title>t</title></head><body lang="en"><p>'


def test_the_page_says_that_it_is_chinese_and_loads_what_is_ours() -> None:
    html = put_right(PAGE, "<script></script>", "<header></header>")
    assert html == (
        '<html lang="zh-CN"><head><title>t</title><script></script></head><body lang="en"><header></header><p>'
    )


def test_the_words_of_the_script_end_no_element() -> None:
    assert head("site").count("</script>") == 2
    assert 'href="/page/site.css"' in head("site")
