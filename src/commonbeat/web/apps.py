"""Where Django finds this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "commonbeat.web"
    label = "web"

    def ready(self) -> None:
        """Register what must hold before the site starts; models can be imported only now."""
        from commonbeat.act.promises.holdings import Promises  # noqa: PLC0415 - imports models
        from commonbeat.ground.people import handover  # noqa: PLC0415 - imports models
        from commonbeat.web import checks  # noqa: F401, PLC0415 - imports models, which are ready only here

        if not any(holding.key == Promises.key for holding in handover.HOLDINGS):
            handover.HOLDINGS.append(Promises())
