"""Every write to the library."""

from commonbeat.ground.library.actions.areas import add_area, change_area, review_area
from commonbeat.ground.library.actions.cataloguing import (
    Record,
    add_resource,
    change_resource,
    mark_reviewed,
    rate_evidence,
)
from commonbeat.ground.library.actions.links import check_links
from commonbeat.ground.library.actions.shipping import ship
from commonbeat.ground.library.actions.topics import add_topic, rename_topic
from commonbeat.ground.library.actions.wishes import answer_request, ask_resource, destroy_due
from commonbeat.ground.library.actions.withdrawing import return_resource, withdraw_resource

__all__ = ["Record", "add_resource", "add_topic", "answer_request", "ask_resource", "change_area", "change_resource"]
__all__ += [
    "add_area",
    "check_links",
    "destroy_due",
    "mark_reviewed",
    "rate_evidence",
    "rename_topic",
    "return_resource",
]
__all__ += ["review_area", "ship", "withdraw_resource"]
