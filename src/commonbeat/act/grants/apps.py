"""Where Django finds this app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "commonbeat.act.grants"
    label = "grants"
