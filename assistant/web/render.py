"""Answers → HTML for the chat page, everything from users and documents escaped (pure).

One block without blank lines: Markdown leaves such a block alone, so that a star or an underscore in
an official text (格式“*/*”) stays what it is.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote as quote_path

from assistant.messages import message
from assistant.model import Answer, Citation, Contact
from corpus.ids import ClauseId
from corpus.model import Clause


def plain(text: str) -> str:
    """Text of a user or a document as HTML, shown exactly as it is."""
    return escape(text, quote=True).replace("\n", "<br>")


def said(text: str) -> str:
    """What the user said, as a block."""
    return f"<div>{plain(text)}</div>"


def answered(text: str, steps: Sequence[str] = ()) -> str:
    """An answer's text as HTML: paragraphs, quotations where lines begin with >, a receipt's steps as a table.

    Where the verdict is a step itself, the steps are the sentences of the answer, and stay sentences.
    """
    blocks = []
    steps = () if text.partition("\n")[0] in steps else steps
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if all(line.startswith(">") for line in lines):
            inside = "<br>".join(escape(line.removeprefix(">").strip()) for line in lines)
            blocks.append(f"<blockquote>{inside}</blockquote>")
            continue
        for worked, run in groupby(lines, key=lambda line: line in steps):
            found = list(run)
            blocks.append(_receipt(found) if worked else _paragraph(found))
    return f'<div class="answer">{"".join(blocks)}</div>'


def _paragraph(lines: Iterable[str]) -> str:
    return f"<p>{plain(chr(10).join(lines))}</p>"


def _receipt(steps: Sequence[str]) -> str:
    """Steps such as 合计：480 + 360 = 840元 as the rows of a table: what, and how."""
    rows = []
    for step in steps:
        what, colon, how = step.partition(message("page.colon"))
        cells = (what, how) if colon else ("", step)
        rows.append(f"<tr><th>{escape(cells[0])}</th><td>{escape(cells[1])}</td></tr>")
    return f'<table class="receipt">{"".join(rows)}</table>'


def dial(contacts: Sequence[Contact], area_code: str) -> str:
    """The phones of an answer's offices as links that a telephone dials; the area code is not the text's."""
    if not contacts:
        return ""
    links = [_dial_link(contact.name, phone, area_code) for contact in contacts for phone in contact.phones]
    note = message("page.area_code", code=area_code) if area_code else ""
    return f'<p class="dial">{"".join(links)}<span>{escape(note)}</span></p>'


def _dial_link(name: str, phone: str, area_code: str) -> str:
    return (
        f'<a href="tel:{escape(_dialled(phone, area_code))}">{escape(message("page.dial", name=name, phone=phone))}</a>'
    )


def _dialled(phone: str, area_code: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return digits if phone.startswith("0") else f"{area_code}{digits}"


def without_citation_lines(answer: Answer, lines: Sequence[str]) -> str:
    """The answer's text less its citation lines, which the page shows as openable sources."""
    return answer.text.replace("\n".join(lines), "").replace("\n\n\n\n", "\n\n").strip() if lines else answer.text


def sources(citations: Sequence[Citation], clauses: Sequence[Clause]) -> str:
    """The citations as details that open to their clause, the quotation marked."""
    if not citations:
        return ""
    items = "".join(_source(citation, clause) for citation, clause in zip(citations, clauses, strict=True))
    return f'<div class="sources"><p class="sources-title">{escape(message("page.sources"))}</p>{items}</div>'


def _source(citation: Citation, clause: Clause) -> str:
    name = message("answer.citation", n=citation.n, document=citation.document, section=citation.section)
    start = citation.start - clause.start
    end = start + len(citation.quote)
    before, quote, after = clause.text[:start], clause.text[start:end], clause.text[end:]
    body = f"{plain(before)}<mark>{plain(quote)}</mark>{plain(after)}"
    link = f'<a href="{document_path(clause.id)}">{escape(message("page.open_document"))}</a>'
    return f'<details><summary>{escape(name)}</summary><div>{body}<p class="whole">{link}</p></div></details>'


def document_path(clause: ClauseId) -> str:
    """The address of a clause in its whole document."""
    document, _, place = clause.partition("#")
    return f"/documents/{quote_path(document)}#{quote_path(place)}"
