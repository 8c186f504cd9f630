"""Where Django finds this app."""

from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "commonbeat.ground.agency"
    label = "agency"
