"""The policy texts: documents, clauses and the figures in them."""
