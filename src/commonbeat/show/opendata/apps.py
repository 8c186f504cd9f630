"""Where Django finds this app."""

from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "commonbeat.show.opendata"
    label = "opendata"
