"""Where Django finds this app."""

from django.apps import AppConfig


class TextlineConfig(AppConfig):
    name = "commonbeat.listen.textline"
    label = "textline"
