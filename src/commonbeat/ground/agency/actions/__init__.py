"""Every write to an agency, its settings and the files that it loads."""

from commonbeat.ground.agency.actions.agencies import change, found, set_value, touch_public
from commonbeat.ground.agency.actions.importing import (
    check,
    confirm,
    delete_uploads,
    discard,
    load,
    map_columns,
    receive,
    save_mapping,
)

__all__ = [
    "change",
    "check",
    "confirm",
    "delete_uploads",
    "discard",
    "found",
    "load",
    "map_columns",
    "receive",
    "save_mapping",
    "set_value",
    "touch_public",
]
