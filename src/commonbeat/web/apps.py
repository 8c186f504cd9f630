"""Where Django finds this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "commonbeat.web"
    label = "web"

    def ready(self) -> None:
        """Register what must hold before the site starts; models can be imported only now."""
        from commonbeat.web import checks  # noqa: F401, PLC0415 - imports models, which are ready only here
