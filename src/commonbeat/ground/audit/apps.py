"""Where Django finds this app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "commonbeat.ground.audit"
    label = "audit"
