"""Where Django finds this app."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "commonbeat.ground.work"
    label = "work"
