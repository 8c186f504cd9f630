"""Where Django finds this app."""

from django.apps import AppConfig


class ExperienceConfig(AppConfig):
    name = "commonbeat.measure.experience"
    label = "experience"
