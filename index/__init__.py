"""Clauses in, ranked hits out."""
