"""Pages of concerns: for residents, for whoever answers, for whoever sets topics and who answers what."""

from commonbeat.listen.reports.views.listing import ConcernList, ConcernNew
from commonbeat.listen.reports.views.public import ConcernStatus, PointOut, PointOutMap, TellUs
from commonbeat.listen.reports.views.setting import RouteEnd, Routes, TopicSet
from commonbeat.listen.reports.views.staff import (
    ConcernAnswer,
    ConcernAssign,
    ConcernClose,
    ConcernDetail,
    ConcernNote,
    ConcernRefer,
    ConcernStart,
)

__all__ = [
    "ConcernAnswer",
    "ConcernAssign",
    "ConcernClose",
    "ConcernDetail",
    "ConcernList",
    "ConcernNew",
    "ConcernNote",
    "ConcernRefer",
    "ConcernStart",
    "ConcernStatus",
    "PointOut",
    "PointOutMap",
    "RouteEnd",
    "Routes",
    "TellUs",
    "TopicSet",
]
