"""Thanks from the public, brought to the officer: read by somebody first, never counted, never a score."""
