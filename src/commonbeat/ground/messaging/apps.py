"""Where Django finds this app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "commonbeat.ground.messaging"
    label = "messaging"
