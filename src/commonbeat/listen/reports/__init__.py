"""Concerns: what people point out, who answers in writing and by when, and what became of it."""
