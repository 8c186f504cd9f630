"""Requests for help with their messages."""

from commonbeat.act.grants.models.help import AssistanceMessage, AssistanceRequest, AssistanceRequestQuerySet

__all__ = ["AssistanceMessage", "AssistanceRequest", "AssistanceRequestQuerySet"]
