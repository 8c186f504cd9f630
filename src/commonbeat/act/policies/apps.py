"""Where Django finds this app."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "commonbeat.act.policies"
    label = "policies"
