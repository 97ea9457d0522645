"""One measure a module, each with its definition."""
