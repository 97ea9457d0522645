"""What the records note of themselves in English, as the staff reads it (pure)."""

import re

from assistant.messages import message, message_words
from assistant.records.audit import SYSTEM

_PATTERNS = {
    "system": re.escape(SYSTEM),
    "operator": "command line: (?P<user>.+)",
    "operator_unnamed": "command line",
    "nobody": "unknown (?P<mark>[0-9a-f]{8})",
    "page": "page",
    "questions": "questions",
    "changed": "changed: (?P<clauses>.+)",
    "replaced": "replaced",
    "role": "(?P<role>staff|editor|admin)",
    "role_changed": "(?P<before>staff|editor|admin) to (?P<role>staff|editor|admin)",
    "exported": "(?P<count>[0-9]+) (?:rows; |questions)",
    "exported_some": "(?P<count>[0-9]+) rows; (?P<query>.+)",
    "files": "(?P<count>[0-9]+) files",
    "purged": (
        "(?P<questions>[0-9]+) questions, (?P<feedback>[0-9]+) feedback, (?P<audit>[0-9]+) audit entries deleted; "
        "kept (?P<days>[0-9]+|all) days of questions, (?P<audit_days>[0-9]+|all) of audit entries"
    ),
}


def noted(text: str) -> str:
    """A note in Chinese; what people have written themselves, and names, as they are."""
    values = message_words("noted_value")
    for name, pattern in _PATTERNS.items():
        if found := re.fullmatch(pattern, text):
            return message(f"noted.{name}", **{key: values.get(said, said) for key, said in found.groupdict().items()})
    return text
