"""The pages of an agency's files: what came in, how it is read, what cannot be taken."""
