"""Where Django finds this app."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "commonbeat.act.promises"
    label = "promises"
