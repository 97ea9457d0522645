"""An optional language model: it may complete a follow-up and put quotations into words, and is held to them."""
