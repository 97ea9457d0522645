"""Errors of the index; the family tree stands in corpus/errors.py."""

from corpus.errors import PolicyError


class IndexStoreError(PolicyError):
    """The index folder cannot be read or written."""

    exit_code = 3


class IndexMissingError(IndexStoreError):
    """There is no index of this corpus yet."""


class IndexStaleError(IndexStoreError):
    """The index was built from another corpus, by another model or another version."""


class EmbedderUnavailableError(IndexStoreError):
    """The embedding model cannot be had."""
