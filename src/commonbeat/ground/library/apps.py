"""Where Django finds this app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "commonbeat.ground.library"
    label = "library"
