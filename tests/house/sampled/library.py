"""The catalogue: a record, a topic, a wish."""

from collections.abc import Callable

from commonbeat.ground.library import actions as library
from commonbeat.ground.library.models import LibraryResource, ResourceRequest
from commonbeat.ground.roles import System


def _library(agency) -> None:
    """What comes with the program, once."""
    library.ship(actor=System("test console"), agency=agency)


def _resource(agency) -> dict[str, object]:
    _library(agency)
    return {"slug": LibraryResource.objects.filter(agency=agency).order_by("-year").values_list("slug", flat=True)[0]}


def _withdrawn(agency) -> dict[str, object]:
    found = _resource(agency)
    row = LibraryResource.objects.get(agency=agency, **found)
    if row.withdrawn_at is None:
        library.withdraw_resource(actor=System("test console"), resource=row, because="A newer one took its place.")
    return found


def _topic(agency) -> dict[str, object]:
    _library(agency)
    return {"slug": "technology"}


def _wish(agency) -> dict[str, object]:
    row = ResourceRequest.objects.create(agency=agency, words="Something on bus stops", language="en")
    return {"number": row.pk}


def _bare_topic(agency) -> dict[str, object]:
    library.add_topic(actor=System("test console"), agency=agency, name_en="Body cameras", name_es="Cámaras corporales")
    return {"slug": "body-cameras"}


SAMPLES: dict[str, Callable] = {
    **dict.fromkeys(
        ("library_resource", "resource_change", "resource_rate", "resource_reviewed", "resource_withdraw"), _resource
    ),
    "practice_area_new": _bare_topic,
    "resource_return": _withdrawn,
    **dict.fromkeys(
        ("library_topic", "practice_area", "practice_area_change", "practice_area_reviewed", "topic_rename"), _topic
    ),
    **dict.fromkeys(("resource_request", "resource_request_close"), _wish),
    "library_file": lambda _agency: {"ending": "csv"},
}
