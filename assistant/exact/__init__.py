"""From words to calculators: what a question gives is read as slots, and a rule answers it exactly."""
