"""Where Django finds this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "commonbeat.web"
    label = "web"

    def ready(self) -> None:
        """Register what must hold before the site starts; models can be imported only now."""
        from commonbeat.act.promises.holdings import Promises  # noqa: PLC0415 - imports models, as all of these do
        from commonbeat.ground.people.handover import HOLDINGS  # noqa: PLC0415
        from commonbeat.listen.reports.handover import Concerns  # noqa: PLC0415
        from commonbeat.web import checks  # noqa: F401, PLC0415

        for holding in (Concerns(), Promises()):
            if holding.key not in {one.key for one in HOLDINGS}:
                HOLDINGS.append(holding)
