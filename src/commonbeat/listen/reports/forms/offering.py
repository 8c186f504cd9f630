"""Giving a choice its answers, which are known only when the page is asked for."""

from collections.abc import Sequence

from django import forms

from commonbeat.kit.words import Words

Choices = Sequence[tuple[str, Words]]
"""What is sent, and what stands beside it."""


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Give the choice of that name its answers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what the form says above
    field.choices = list(choices)
