"""Asking for help and answering, for the staff of both sides."""
