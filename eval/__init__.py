"""How good the assistant is, and on which evidence."""
