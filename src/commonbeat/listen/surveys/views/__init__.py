"""The pages: the survey itself, which anybody with a link may open, and what the people who run surveys see."""
