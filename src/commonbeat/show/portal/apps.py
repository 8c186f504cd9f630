"""Where Django finds this app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "commonbeat.show.portal"
    label = "portal"
