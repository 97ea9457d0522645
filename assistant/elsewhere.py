"""Whether a question is about the offices or the rules of a place that is not ours (pure)."""

import re
from collections.abc import Sequence

from assistant.cues import part
from assistant.places import Places

_SAME_BREATH = r"[^，,。；;？?！!、]{0,16}"


class Elsewhere:
    """The places that a corpus names as not ours."""

    def __init__(self, names: Sequence[str], ours: Places) -> None:
        """Take their names, and our own places, beside which they are only where somebody is from."""
        longest = sorted(names, key=lambda name: (-len(name), name))
        street = part("street").pattern  # 青岛中路 is ours
        any_of = "|".join(map(re.escape, longest))
        self._named = re.compile(f"(?:{any_of})(?!{street})({_SAME_BREATH})$") if names else None
        rules, own = part("elsewhere_rules").pattern, part("elsewhere_own").pattern
        bound, holds = part("elsewhere_bound").pattern, part("elsewhere_holds").pattern
        self._rules = re.compile(f"(?:{any_of})(?:{rules})") if names else None
        self._theirs = re.compile(f"(?:{any_of})(?:{own})|{bound}(?:{any_of}){holds}") if names else None
        self._ours = ours

    def asked(self, text: str) -> bool:
        """True when an office there, or what holds there, is asked for, or a body whose office we do not have."""
        return self._office_asked(text) or self._rules_asked(text) or self._body_asked(text)

    def _body_asked(self, text: str) -> bool:
        """True when the phone, the address or the site of a body is asked for that the texts do not name."""
        return self._named is not None and any(part(cue).search(text) for cue in ("other_body", "other_site"))

    def _rules_asked(self, text: str) -> bool:
        """True when what holds there is asked (江苏那边几年能评), not what becomes here of what comes from there."""
        if self._theirs and self._theirs.search(text):  # 青岛自己怎么收, 拿去深圳认不认
            return True
        return bool(self._rules and self._rules.search(text)) and part("brought").search(text) is None

    def _office_asked(self, text: str) -> bool:
        """True when the phone or address of an office there is asked for (烟台人社局电话有没有)."""
        if self._named is None:
            return False
        for asked in part("office_detail").finditer(text):
            named = self._named.search(text[: asked.start()])
            if named is not None and not self._comes_here(text, named.start(1), asked.start()):
                return True
        return False

    def _comes_here(self, text: str, start: int, end: int) -> bool:
        """True where a place is only the one that somebody or something comes from (烟台调过来的证书在哪办)."""
        ours = any(start <= at < end for at, _ in self._ours.stands(text))
        return part("brought").search(text, start, end) is not None or ours
