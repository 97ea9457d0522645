"""Pure functions from rules and explicit inputs to outcomes with receipts; nothing here reads language."""
