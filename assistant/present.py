"""Parts and citations → the text people read; answers → JSON-ready dicts (pure)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.messages import message
from assistant.model import Answer, Citation
from assistant.shown import Part


def answer_text(parts: Sequence[Part], citations: Sequence[Citation], foot: Sequence[str]) -> str:
    """The answer as Markdown: lead-in, quotations with their [n], the citations, the foot."""
    blocks = [*_part_blocks(parts, citations), "\n".join(citation_lines(citations)), *foot]
    return "\n\n".join(block for block in blocks if block)


def text_before(parts: Sequence[Part], citations: Sequence[Citation]) -> str:
    """The beginning of an answer's text, up to the part after these."""
    return "".join(f"{block}\n\n" for block in _part_blocks(parts, citations) if block)


def _part_blocks(parts: Sequence[Part], citations: Sequence[Citation]) -> list[str]:
    numbers = iter(citations)
    blocks = []
    for part in parts:
        quoted = [f"{line.shown}[{next(numbers).n}]" for line in part.lines]
        blocks += [part.lead, _quotation("\n".join(quoted)) if quoted else ""]
    return blocks


def citation_lines(citations: Sequence[Citation]) -> list[str]:
    """One line a citation: [1] 《文件》8.职称评审收费标准（2）."""
    return [
        message("answer.citation", n=citation.n, document=citation.document, section=citation.section).rstrip()
        for citation in citations
    ]


def editions_foot(editions: Sequence[str | None], on: date | None) -> str:
    """Which edition an answer rests on, and that the year's own notice prevails."""
    known = [edition for edition in dict.fromkeys(editions) if edition]
    foot = message("answer.foot_edition", edition="、".join(known)) if known else ""
    return message("answer.foot_on", on=on.isoformat()) + foot if on else foot


def to_json(answer: Answer, identity: str | int | None = None) -> dict[str, Any]:
    """One answer as the interface document describes it."""
    calculation = asdict(answer.calculation) if answer.calculation else None
    return {
        "id": identity,
        "question": answer.question,
        "status": answer.status.value,
        "refused": answer.refused,
        "answer": answer.text,
        "route": answer.route.value,
        "citations": [asdict(citation) for citation in answer.citations],
        "calculation": calculation,
        "district": answer.district,
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "confidence": round(answer.confidence, 4),
        "suggestions": list(answer.suggestions),
        "contacts": [asdict(contact) for contact in answer.contacts],
        "latency_ms": round(answer.latency_ms, 2),
    }


def _quotation(text: str) -> str:
    return "\n".join(f"> {line.strip()}" for line in text.split("\n"))
