"""What the chat page says of itself: that it is a program, what it rests on, what becomes of questions (pure)."""

from assistant.messages import message
from corpus.model import Corpus


def editions(corpus: Corpus) -> str:
    """The editions of all texts, oldest first; empty when none is known."""
    return message("page.and").join(sorted({document.edition for document in corpus.documents if document.edition}))


def statement(corpus: Corpus, days: int) -> str:
    """The statement, sentence by sentence.

    Args:
        days: how long questions are kept; 0: for ever.
    """
    known = editions(corpus)
    sentences = [
        message("page.automatic"),
        message("page.edition", editions=known) if known else "",
        message("page.kept_days", days=days) if days else message("page.kept"),
        message("page.no_numbers"),
        message("page.browser"),
    ]
    return "".join(sentences)
