"""Where Django finds this app."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "commonbeat.act.standards"
    label = "standards"
