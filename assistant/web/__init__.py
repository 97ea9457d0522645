"""The web application: pages over one assistant. It parses, calls and presents."""
