"""Every write to an agency, its settings and the files that it loads."""

from commonbeat.ground.agency.actions.agencies import change, found, set_value, take_turns, touch_public
from commonbeat.ground.agency.actions.clearing import clear_private_uploads
from commonbeat.ground.agency.actions.importing import (
    check,
    confirm,
    destroy_due,
    discard,
    load,
    map_columns,
    receive,
    save_mapping,
)
from commonbeat.ground.agency.actions.retention import Destroyer, destroy_by_schedule

__all__ = [
    "Destroyer",
    "change",
    "check",
    "clear_private_uploads",
    "confirm",
    "destroy_by_schedule",
    "destroy_due",
    "discard",
    "found",
    "load",
    "map_columns",
    "receive",
    "save_mapping",
    "set_value",
    "take_turns",
    "touch_public",
]
