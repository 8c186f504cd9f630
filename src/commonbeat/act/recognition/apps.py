"""Where Django finds this app."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "commonbeat.act.recognition"
    label = "recognition"
