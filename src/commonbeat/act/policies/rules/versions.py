"""The life of a policy's version: draft, read within, put to people, checked by law, approved, in force, superseded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention
from commonbeat.kit.words import Words

RETENTION = {"Policy": Retention.PERMANENT, "PolicyVersion": Retention.PERMANENT}
VERBS: dict[str, Words] = {}
DETAILS: dict[str, Told] = {}
SUBJECTS: dict[str, Words] = {"policies.policy": _("policy"), "policies.policyversion": _("version of a policy")}


class VersionState(TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Draft")
    INTERNAL = "internal", _("Read by staff")
    PUBLIC_COMMENT = "public_comment", _("Open for comment")
    LEGAL = "legal", _("With the lawyer")
    APPROVED = "approved", _("Approved, not yet in force")
    EFFECTIVE = "effective", _("In force")
    SUPERSEDED = "superseded", _("No longer in force")
