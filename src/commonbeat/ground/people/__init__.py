"""Accounts, staff, and who may do what where."""
