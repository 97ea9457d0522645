"""Answers → HTML for the chat page, everything from users and documents escaped (pure).

One block without blank lines: Markdown leaves such a block alone, so that a star or an underscore in
an official text (格式“*/*”) stays what it is.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote as quote_path

from markupsafe import Markup

from assistant.messages import message
from assistant.model import Answer, Citation, Contact
from corpus.ids import ClauseId
from corpus.model import Clause

_LINE_END = Markup("<br>")
_NOTHING = Markup()
_NAME = 30  # characters of a question that are enough to tell it from others


def plain(text: str) -> Markup:
    """Text of a user or a document as HTML, shown exactly as it is."""
    return _in_lines(Markup.escape(text))


def said(text: str) -> Markup:
    """What the user said, as a block."""
    return Markup("<div>{}</div>").format(plain(text))


def answered(text: str, steps: Sequence[str] = ()) -> Markup:
    """An answer's text as HTML: paragraphs, quotations where lines begin with >, a receipt's steps as a table.

    Where the verdict is a step itself, the steps are the sentences of the answer, and stay sentences.
    """
    blocks = []
    steps = () if text.partition("\n")[0] in steps else steps
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if all(line.startswith(">") for line in lines):
            inside = _LINE_END.join(line.removeprefix(">").strip() for line in lines)
            blocks.append(Markup("<blockquote>{}</blockquote>").format(inside))
            continue
        for worked, run in groupby(lines, key=lambda line: line in steps):
            found = list(run)
            blocks.append(_receipt(found) if worked else Markup("<p>{}</p>").format(_LINE_END.join(found)))
    return Markup('<div class="answer">{}</div>').format(_NOTHING.join(blocks))


def _receipt(steps: Sequence[str]) -> Markup:
    """Steps such as 合计：480 + 360 = 840元 as the rows of a table: what, and how, where it says what."""
    rows = []
    for step in steps:
        what, colon, how = step.partition(message("page.colon"))
        named, whole = Markup("<tr><th>{}</th><td>{}</td></tr>"), Markup('<tr><td colspan="2">{}</td></tr>')
        rows.append(named.format(what, how) if colon else whole.format(step))
    return Markup('<table class="receipt">{}</table>').format(_NOTHING.join(rows))


def with_openers(html: Markup, citations: Sequence[Citation]) -> Markup:
    """The HTML of an answer whose [1] are buttons that open that source; what opens it stands in our script."""
    opener = Markup('<button type="button" class="mark" title="{}">{}</button>')
    for mark in dict.fromkeys(f"[{citation.n}]" for citation in citations):
        html = html.replace(mark, opener.format(message("page.open_source"), mark))
    return html


def dial(contacts: Sequence[Contact], area_code: str) -> Markup:
    """The phones of an answer's offices as links that a telephone dials; the area code is not the text's."""
    if not contacts:
        return _NOTHING
    links = [_dial_link(contact.name, phone, area_code) for contact in contacts for phone in contact.phones]
    note = message("page.area_code", code=area_code) if area_code else ""
    return Markup('<p class="dial">{}<span>{}</span></p>').format(_NOTHING.join(links), note)


def _dial_link(name: str, phone: str, area_code: str) -> Markup:
    words = message("page.dial", name=name, phone=phone)
    return Markup('<a href="tel:{}">{}</a>').format(_dialled(phone, area_code), words)


def _dialled(phone: str, area_code: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return digits if phone.startswith("0") else f"{area_code}{digits}"


def without_citation_lines(answer: Answer, lines: Sequence[str]) -> str:
    """The answer's text less its citation lines, which the page shows as openable sources."""
    return answer.text.replace("\n".join(lines), "").replace("\n\n\n\n", "\n\n").strip() if lines else answer.text


def copy_button(question: str) -> Markup:
    """The button that copies one answer; it can be told from those of other answers by who does not see the page.

    What it does stands in our script.
    """
    beginning = " ".join(question.split())[:_NAME]
    which = message("page.copy_which", question=beginning)
    return Markup(
        '<p class="deeds"><button type="button" class="copy">{}<span class="unseen">{}</span></button></p>'
    ).format(message("page.copy"), which)


def sources(citations: Sequence[Citation], clauses: Sequence[Clause]) -> Markup:
    """The citations as details that open to their clause, the quotation marked."""
    if not citations:
        return _NOTHING
    items = _NOTHING.join(_source(citation, clause) for citation, clause in zip(citations, clauses, strict=True))
    title = Markup('<p class="sources-title">{}</p>').format(message("page.sources"))
    return Markup('<div class="sources">{}{}</div>').format(title, items)


def _source(citation: Citation, clause: Clause) -> Markup:
    name = message("answer.citation", n=citation.n, document=citation.document, section=citation.section)
    start = citation.start - clause.start
    link = Markup('<a href="{}">{}</a>').format(document_path(clause.id), message("page.open_document"))
    return Markup('<details><summary>{}</summary><div>{}<p class="whole">{}</p></div></details>').format(
        name, _in_lines(marked(clause.text, [(start, start + len(citation.quote))])), link
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Text of a document as HTML, its line ends as they are, with the spans marked."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return _NOTHING.join([*pieces, text[at:]])


def _in_lines(html: Markup) -> Markup:
    return html.replace("\n", _LINE_END)


def document_path(clause: ClauseId) -> str:
    """The address of a clause in its whole document."""
    document, _, place = clause.partition("#")
    return f"/documents/{quote_path(document)}#{quote_path(place)}"
