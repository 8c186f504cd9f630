"""Where Django finds this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonbeat.ground.people"
    label = "people"

    def ready(self) -> None:
        """Listen to what allauth tells of sign-ins, once all models are there."""
        from commonbeat.ground.people import sign_in_events  # noqa: PLC0415 (models are not there before)

        sign_in_events.connect()
