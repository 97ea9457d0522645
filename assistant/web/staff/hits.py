"""Clauses as the look-up shows and copies them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from assistant.cite import shown_title
from assistant.marking import hit_spans
from assistant.messages import message
from assistant.model import Citation
from assistant.web.render import marked
from corpus.model import Clause, Corpus, PolicyDocument

if TYPE_CHECKING:
    from index.model import Hit


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with the words that were hit marked; `copied` is what goes into a ticket."""

    clause_id: str
    title: str
    section: str
    marked: Markup
    copied: str
    href: str


def found(hit: "Hit", query: str) -> Found:
    """A hit as it is shown."""
    return Found(
        hit.clause.id,
        shown_title(hit.document),
        hit.clause.section,
        marked(hit.clause.text, hit_spans(query, hit.clause.text)),
        source_line(hit.clause.text, shown_title(hit.document), hit.clause.section),
        href(hit.document, hit.clause),
    )


def href(document: PolicyDocument, clause: Clause) -> str:
    """Where a document opens at a clause."""
    return f"/staff/documents/{quote(document.id, safe='')}#{quote(anchor(clause), safe='')}"


def anchor(clause: Clause) -> str:
    """The clause's place on its document's page."""
    return clause.id.rpartition("#")[2]


def source_line(text: str, title: str, section: str) -> str:
    """Words with where they stand, for a ticket."""
    return message("staff.copied", text=text.strip(), document=title, section=section)


def copied(said: str, citations: Sequence[Citation]) -> str:
    """What was said with the clauses it rests on, for a ticket."""
    lines = [source_line(cited.quote, cited.document, cited.section) for cited in citations]
    return "\n".join([said, *lines])


def topics(corpus: Corpus) -> list[str]:
    """The outermost headings of every text, in order."""
    names = (clause.headings[0] for clause in corpus.clauses if clause.headings)
    return list(dict.fromkeys(names))
