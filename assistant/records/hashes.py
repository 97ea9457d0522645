"""Texts that are compared but not kept."""

import hashlib


def text_hash(text: str) -> str:
    """The SHA-256 of a text, in hex; halves of characters, which people can type, count as ?."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
