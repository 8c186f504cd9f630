"""Contacts as grouped cells: counted by the database, by neighborhood and month."""

from typing import cast

from django.db import connection

from commonbeat.ground.agency.models import Agency, ImportBatch
from commonbeat.ground.agency.rules import ImportState
from commonbeat.ground.records.models import ContactEvent
from commonbeat.kit.cells import Cells, CellTable, Connection, Count, Dimension, Form

CONTACTS = Cells(
    name="contacts",
    source_table=f"{ContactEvent._meta.db_table} AS r JOIN {ImportBatch._meta.db_table} AS b ON b.id = r.batch_id",
    where="r.agency_id = :agency AND b.state = :loaded",
    by=(
        Dimension(name="area", sql="r.neighborhood_id", form=Form.WHOLE),
        Dimension(name="month", sql="r.local_date", form=Form.MONTH),
    ),
    counts=(
        Count(name="contacts"),
        Count(name="with_number", where="r.number_state IN ('held', 'forgotten')"),
        Count(name="without_number", where="r.number_state IN ('none', 'unreadable')"),
        Count(name="number_not_kept", where="r.number_state = 'not_kept'"),
    ),
)
"""`contacts` is the sum of the other three counts, whose numbers stay what they were once a phone number is deleted."""


def contacts(agency: Agency) -> CellTable:
    """The loaded contacts by neighborhood (None where none is known) and month, by the agency's own clock."""
    return CONTACTS.run(cast(Connection, connection), {"agency": agency.pk, "loaded": ImportState.LOADED.value})
