"""Who may see which standard, mandate and self-review."""
