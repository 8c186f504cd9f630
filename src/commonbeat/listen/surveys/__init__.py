"""Surveys: what is asked after a contact, and answers that nobody can tie to who gave them."""
