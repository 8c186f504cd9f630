"""Where Django finds this app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "commonbeat.listen.surveys"
    label = "surveys"
