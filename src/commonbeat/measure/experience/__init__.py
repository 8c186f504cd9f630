"""How satisfied people were after a contact with an officer: the score, its range and its limits."""
