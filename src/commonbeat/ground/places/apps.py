"""Where Django finds this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "commonbeat.ground.places"
    label = "places"
