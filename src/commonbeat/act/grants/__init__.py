"""Asking for help, and the money and help that answer."""
