"""Where Django finds this app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "commonbeat.measure.findings"
    label = "findings"
