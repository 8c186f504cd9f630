"""Policies with their versions, and all that hangs on a version."""

from commonbeat.act.policies.models.policies import Policy, PolicyQuerySet, PolicyVersion, PolicyVersionQuerySet

__all__ = ["Policy", "PolicyQuerySet", "PolicyVersion", "PolicyVersionQuerySet"]
