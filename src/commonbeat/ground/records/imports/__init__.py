"""What rows of stops and of force mean, and how they are loaded."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.imports import ImportKind, Unmatched
from commonbeat.ground.records.imports.fields import FORCE_ROWS, NEIGHBORHOOD, STOP_ROWS
from commonbeat.ground.records.imports.loaders import ForceLoader, StopLoader

NOWHERE = {
    NEIGHBORHOOD.key: Unmatched(
        title=_("Names that no neighborhood here has"),
        means=_("These rows count for the whole place and for no neighborhood, until the name is known."),
        remedy=_(
            "If a name is another spelling, add it to its neighborhood. If it is a neighborhood of its own, load it in "
            "a file of neighborhoods. Then check this file again. You can also load it now and tie its rows later, on "
            "the page of records."
        ),
        address="place_list",
        link=_("See the neighborhoods and how they are spelled"),
    )
}
STOPS = ImportKind(
    rows=STOP_ROWS, loader=StopLoader, after="record_overview", then="disparity.recompute", unmatched=NOWHERE
)
FORCE = ImportKind(
    rows=FORCE_ROWS, loader=ForceLoader, after="record_overview", then="disparity.recompute", unmatched=NOWHERE
)
KINDS = (STOPS, FORCE)
