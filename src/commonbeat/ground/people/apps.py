"""Where Django finds this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonbeat.ground.people"
    label = "people"
