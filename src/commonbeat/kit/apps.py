"""Where Django finds this app."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "commonbeat.kit"
    label = "kit"
