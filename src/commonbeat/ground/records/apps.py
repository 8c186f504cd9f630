"""Where Django finds this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "commonbeat.ground.records"
    label = "records"
