"""The text line: which contact sends which text or survey, and where each text that comes in is led."""
