"""What rows of stops, of force and of contacts mean, and how they are loaded."""

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.imports import ImportKind, Unmatched
from commonbeat.ground.records.imports.contact_rows import BADGE, CONTACT_ROWS
from commonbeat.ground.records.imports.contacts import ContactLoader
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
NOBODY = {
    BADGE.key: Unmatched(
        title=_("Badges that nobody on the staff has"),
        means=_("These contacts have no officer here."),
        remedy=_("Load the list of staff first, or add who is missing. Then check this file again."),
        address="staff_list",
        link=_("See the staff and their badges"),
    )
}
STOPS = ImportKind(
    rows=STOP_ROWS, loader=StopLoader, after="record_overview", then="disparity.recompute", unmatched=NOWHERE
)
FORCE = ImportKind(
    rows=FORCE_ROWS, loader=ForceLoader, after="record_overview", then="disparity.recompute", unmatched=NOWHERE
)
CONTACTS = ImportKind(
    rows=CONTACT_ROWS,
    loader=ContactLoader,
    after="record_overview",
    then="textline.decide",
    unmatched={**NOWHERE, **NOBODY},
)
KINDS = (STOPS, FORCE, CONTACTS)
