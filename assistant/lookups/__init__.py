"""Titles, offices and web addresses as the texts give them: nothing is computed."""
