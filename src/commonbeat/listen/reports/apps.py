"""Where Django finds this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "commonbeat.listen.reports"
    label = "reports"
