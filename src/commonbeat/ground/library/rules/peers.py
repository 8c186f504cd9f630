"""Peers and practices: size bands, what the trail tells, and which office may stand for a peer."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.audit.rules import Told
from commonbeat.kit.retention import Retention

RETENTION = {
    "Network": Retention.CONFIGURATION,
    "PeerSite": Retention.CONFIGURATION,
    "Practice": Retention.PERMANENT,
}
VERBS = {
    "library.set_network": _("named a network of peers"),
    "library.set_peer": _("wrote down or changed a peer"),
    "library.write_practice": _("wrote down or changed a practice"),
    "library.publish_practice": _("published a practice, or took it back"),
    "library.import_practices": _("took in practices of a peer from a file"),
}
DETAILS = {
    "library.name": Told(_("name")),
    "library.version": Told(_("version")),
    "library.published": Told(_("public")),
    "library.file": Told(_("fingerprint of the file")),
    "library.new": Told(_("new practices")),
    "library.changed": Told(_("changed practices")),
    "library.same": Told(_("practices that were there already")),
}
SUBJECTS = {
    "library.network": _("network of peers"),
    "library.peersite": _("peer"),
    "library.practice": _("practice"),
}


class SizeBand(TextChoices):
    """How large an agency is, by its sworn officers."""

    UNDER_25 = "under_25", _("fewer than 25 officers")
    UNDER_100 = "25_to_99", _("25 to 99 officers")
    UNDER_500 = "100_to_499", _("100 to 499 officers")
    LARGER = "500_or_more", _("500 officers or more")


_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEB = re.compile(r"https?://[^\s<>\"']+\.[^\s<>\"']+")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ().-]{5,}[0-9]")


def contact_problem(contact: str) -> str:
    """Why an office cannot be reached by this; "" where it can."""
    if any(kind.fullmatch(contact.strip()) for kind in (_MAIL, _WEB, _PHONE)):
        return ""
    return gettext("Write a mail address, a web address that begins with https://, or a phone number.")


def contact_link(contact: str) -> str:
    """The address that a contact leads to: mail, web or phone; "" where it is none of them."""
    contact = contact.strip()
    if _MAIL.fullmatch(contact):
        return f"mailto:{contact}"
    if _WEB.fullmatch(contact):
        return contact
    return f"tel:{re.sub(r'[^0-9+]', '', contact)}" if _PHONE.fullmatch(contact) else ""
