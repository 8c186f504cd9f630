"""Where Django finds this app."""

from django.apps import AppConfig


class DisparityConfig(AppConfig):
    name = "commonbeat.measure.disparity"
    label = "disparity"
